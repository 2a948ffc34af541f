// A button that draws one figure as a PNG in the browser: what png.py says, on a canvas, over white.
const PAD = 56;
const FACE = /^"?Source Sans"?$/;
const ADDRESS = /url\("?([^")]+)"?\)/;

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector("button");
  button.querySelector(".label").textContent = data.label;
  button.onclick = async () => {
    button.disabled = true;
    try {
      save(await drawn(data), data.file);
      setTriggerValue("taken", data.file);
    } catch (error) {
      console.error(error);
      button.querySelector(".label").textContent = data.failed;
    } finally {
      button.disabled = false;
    }
  };
}

// plotly.js as the server has it, fetched once a session, and again after a failure.
function plotly(address) {
  window.ikmPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, window.location.origin);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`no ${script.src}`));
    document.head.append(script);
  }).catch((error) => {
    window.ikmPlotly = undefined;
    throw error;
  });
  return window.ikmPlotly;
}

async function drawn(data) {
  const canvas = document.createElement("canvas");
  canvas.width = data.width;
  canvas.height = data.height;
  const pen = canvas.getContext("2d");
  pen.textBaseline = "top";
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, data.width, data.height);
  const room = { left: PAD, width: data.width - 2 * PAD, top: heading(pen, data), bottom: footing(pen, data) };
  await charts(pen, data, room);
  if (data.across) across(pen, data, room);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// The finding, in smaller letters where it would take a third line, and below it mark and subtitle; returns where they
// end.
function heading(pen, data) {
  const width = data.width - 2 * PAD;
  let size = 40;
  while (size > 24 && wrapped(pen, data, data.title, width, size, 700).length > 2) size -= 2;
  let y = write(pen, data, data.title, PAD, 44, width, size, 700, data.ink) + 12;
  let x = PAD;
  if (data.mark) {
    font(pen, data, 18, 700);
    const wide = pen.measureText(data.mark).width + 20;
    pen.strokeStyle = pen.fillStyle = data.mark_colour;
    pen.lineWidth = 2;
    pen.strokeRect(x + 1, y + 1, wide - 2, 28);
    pen.fillText(data.mark, x + 10, y + 7);
    x += wide + 14;
  }
  return write(pen, data, data.subtitle, x, y + 3, data.width - PAD - x, 22, 400, data.muted) + 20;
}

// The caption at the foot; returns where it begins.
function footing(pen, data) {
  const width = data.width - 2 * PAD;
  const lines = wrapped(pen, data, data.caption, width, 18, 400).length;
  const top = data.height - 32 - lines * leading(18);
  write(pen, data, data.caption, PAD, top, width, 18, 400, data.muted);
  return top - 16;
}

// The chart, or its halves side by side, each as large as the room allows.
async function charts(pen, data, room) {
  const Plotly = await plotly(data.plotly);
  const faces = await lettering();
  const gap = 40;
  const width = (room.width - gap * (data.columns.length - 1)) / data.columns.length;
  const height = room.bottom - room.top;
  for (const [place, column] of data.columns.entries()) {
    const { data: traces, layout } = JSON.parse(column);
    const scale = height / layout.height;
    const size = { width: width / scale, height: layout.height, scale };
    const svg = await Plotly.toImage({ data: traces, layout }, { format: "svg", imageDataOnly: true, ...size });
    const image = await loaded(svg.replace(/(<svg[^>]*>)/, `$1<style>${faces}</style>`));
    pen.drawImage(image, room.left + place * (width + gap), room.top, width, height);
  }
}

// The page's own typeface, to be put into a drawing: as a picture it would not find it.
async function lettering() {
  const sheets = [...document.styleSheets].filter((each) => !each.href || each.href.startsWith(window.location.origin));
  const faces = sheets.flatMap((each) => [...each.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  const ours = faces.filter(({ style }) => FACE.test(style.fontFamily) && style.fontStyle !== "italic");
  const written = ours.map(async (rule) => rule.cssText.replace(ADDRESS, `url("${await inlined(rule)}")`));
  return (await Promise.all(written)).join("");
}

async function inlined(rule) {
  const base = rule.parentStyleSheet.href ?? document.baseURI;
  const file = await (await fetch(new URL(ADDRESS.exec(rule.cssText)[1], base))).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function loaded(svg) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the drawing is no picture"));
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  });
}

// The mark of invented numbers, pale across the chart: a picture is cut out of a slide more easily than a caption.
function across(pen, data, room) {
  pen.save();
  pen.translate(data.width / 2, (room.top + room.bottom) / 2);
  pen.rotate(-0.32);
  font(pen, data, 150, 700);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.globalAlpha = 0.07;
  pen.fillStyle = data.mark_colour;
  pen.fillText(data.across, 0, 0);
  pen.restore();
}

function leading(size) {
  return Math.round(size * 1.28);
}

function font(pen, data, size, weight) {
  pen.font = `${weight} ${size}px ${data.family}`;
}

// Writes words in lines of at most a width; returns where they end.
function write(pen, data, words, x, y, width, size, weight, colour) {
  const lines = wrapped(pen, data, words, width, size, weight);
  pen.fillStyle = colour;
  lines.forEach((line, place) => pen.fillText(line, x, y + place * leading(size)));
  return y + lines.length * leading(size);
}

function wrapped(pen, data, words, width, size, weight) {
  font(pen, data, size, weight);
  const lines = [];
  for (const word of words.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

"use strict";
(() => {
  const stage = document.getElementById("stage");
  const mains = [...document.querySelectorAll(".slide:not(.backup)")];
  const clock = document.getElementById("clock");
  const started = Date.now();
  let at = 0;
  let asked = false;

  // The chart is drawn small and enlarged, letters and lines with it: legible from the last row.
  function draw(picture) {
    const { columns, config } = JSON.parse(picture.querySelector("script").textContent);
    const across = (picture.clientWidth - 40 * (columns.length - 1)) / columns.length;
    const [tall, family] = [picture.clientHeight, getComputedStyle(document.body).fontFamily];
    for (const { data, layout } of columns) {
      const times = Math.min(tall / layout.height, across / 440);
      const size = { width: across / times, height: tall / times };
      const place = picture.appendChild(document.createElement("div"));
      const box = place.appendChild(document.createElement("div"));
      place.style.cssText = `flex:none;width:${across}px;height:${tall}px`;
      box.style.cssText = `width:${size.width}px;height:${size.height}px;transform:scale(${times});transform-origin:0 0`;
      Plotly.newPlot(box, data, { ...layout, ...size, autosize: false, font: { ...layout.font, family } }, config);
    }
  }

  // Words that are too long for their place become smaller until they fit.
  function fit(element) {
    let size = parseFloat(getComputedStyle(element).fontSize);
    while (size > 26 && element.scrollHeight > element.clientHeight + 1) {
      size -= 1;
      element.style.fontSize = `${size}px`;
    }
  }

  // A table or a list is scaled as a whole: its parts keep their proportions.
  function shrink(place) {
    for (let times = 1; times > 0.4 && place.scrollHeight > place.clientHeight + 1; times -= 0.02) {
      for (const part of place.children) part.style.zoom = times;
    }
  }

  function scale() {
    stage.style.transform = `scale(${Math.min(innerWidth / 1600, innerHeight / 900)})`;
  }

  function shown() {
    const main = mains[at];
    return asked ? document.getElementById(`asked-${main.id}`) : main;
  }

  function go(to, withAnswer = false) {
    at = Math.min(Math.max(to, 0), mains.length - 1);
    asked = withAnswer && Boolean(document.getElementById(`asked-${mains[at].id}`));
    document.querySelectorAll(".slide.here").forEach((slide) => {
      slide.classList.remove("here");
      slide.setAttribute("aria-hidden", "true");
    });
    shown().classList.add("here");
    shown().removeAttribute("aria-hidden");
    history.replaceState(null, "", `#${at + 1}${asked ? "j" : ""}`);
  }

  const flip = () => go(at, !asked);
  const black = () => document.body.classList.toggle("dark");
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const next = () => go(at + 1);
  const back = () => (asked ? go(at) : go(at - 1));
  // Clickers send PageDown and PageUp, and a dot or B for a black screen.
  const KEYS = {
    ArrowRight: next, PageDown: next, " ": next, Enter: next, n: next,
    ArrowLeft: back, PageUp: back, Backspace: back, p: back,
    Home: () => go(0), End: () => go(mains.length - 1),
    j: flip, ArrowDown: () => go(at, true), ArrowUp: () => go(at), Escape: () => go(at),
    b: black, ".": black, f: full,
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = KEYS[key];
    if (!act || (event.target instanceof HTMLButtonElement && (key === " " || key === "Enter"))) return;
    event.preventDefault();
    if (document.body.classList.contains("dark")) black();
    else if (key === " " && event.shiftKey) back();
    else act();
  });
  document.querySelectorAll("#bar button").forEach((button) => {
    button.addEventListener("click", () => ({ back, next, flip })[button.dataset.do]());
  });
  let touched = null;
  addEventListener("touchstart", (event) => { touched = event.changedTouches[0].clientX; }, { passive: true });
  addEventListener("touchend", (event) => {
    const moved = event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 60) (moved < 0 ? next : back)();
  });

  function tick() {
    const seconds = Math.floor((Date.now() - started) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const now = new Date();
    clock.textContent = `${two(now.getHours())}.${two(now.getMinutes())} · ${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }

  document.querySelectorAll(".slide h1, .slide h2").forEach(fit);
  document.querySelectorAll("[data-fit]").forEach(shrink);
  document.querySelectorAll(".picture.drawn").forEach(draw);
  addEventListener("resize", scale);
  scale();
  const [, number, answer] = location.hash.match(/^#(\d+)(j?)$/) || [null, "1", ""];
  go(Number(number) - 1, answer === "j");
  tick();
  setInterval(tick, 1000);
  document.body.dataset.ready = "yes";
})();

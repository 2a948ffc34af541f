"""What the made-up city makes: nine register types and building materials, and the trades inside them."""

from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True)
class Industry:
    """A type of the register: its weight, branch, share of women (owners and workers), output a worker and year."""

    weight: float
    branch: str
    women: float
    output_idr: int


@dataclass(frozen=True)
class Trade:
    industry: str
    kbli: str
    product: str
    unit: str
    weight: float


# Weights are the units of the province's register by type, 2023 (Disperindag Sultra), with two changes of the sample's
# own: its nine types have no place for building materials, which every city makes, and its 23 "Aneka" are made 120,
# so that a handful of printers, whose division has no branch yet, is there to be seen.
INDUSTRIES = {
    "Pangan": Industry(5952, "Pangan", 0.62, 72_000_000),
    "Mesin": Industry(2516, "Logam dan Elektronika", 0.06, 58_000_000),
    "Sandang": Industry(2238, "Sandang dan Kulit", 0.72, 46_000_000),
    "Kerajinan": Industry(2138, "Kerajinan", 0.55, 42_000_000),
    "Elektronika": Industry(1823, "Logam dan Elektronika", 0.08, 55_000_000),
    "Bahan bangunan": Industry(970, "Kimia dan Bahan Bangunan", 0.15, 88_000_000),
    "Logam": Industry(357, "Logam dan Elektronika", 0.04, 76_000_000),
    "Furnitur dan barang dari kayu": Industry(138, "Kerajinan", 0.12, 66_000_000),
    "Alat angkut": Industry(78, "Logam dan Elektronika", 0.02, 80_000_000),
    "Aneka": Industry(120, "", 0.30, 64_000_000),
}

TRADES = tuple(
    Trade(*row)
    for row in (
        ("Pangan", "10130", "Bakso sapi", "kg", 3),
        ("Pangan", "10211", "Ikan asin", "kg", 8),
        ("Pangan", "10212", "Ikan asap", "kg", 3),
        ("Pangan", "10213", "Ikan beku", "kg", 2),
        ("Pangan", "10214", "Ikan pindang", "kg", 2),
        ("Pangan", "10216", "Bakso ikan", "kg", 4),
        ("Pangan", "10219", "Abon ikan", "kg", 6),
        ("Pangan", "10298", "Olahan rumput laut", "kg", 3),
        ("Pangan", "10313", "Buah kering", "kg", 1),
        ("Pangan", "10330", "Sari buah", "liter", 2),
        ("Pangan", "10391", "Tempe", "kg", 9),
        ("Pangan", "10392", "Tahu", "kg", 8),
        ("Pangan", "10393", "Kacang disangrai", "kg", 1.5),
        ("Pangan", "10421", "Kopra", "kg", 2),
        ("Pangan", "10423", "Minyak goreng kelapa", "liter", 2),
        ("Pangan", "10531", "Es krim", "liter", 2),
        ("Pangan", "10613", "Tepung kabuto", "kg", 2),
        ("Pangan", "10621", "Tepung tapioka", "kg", 1),
        ("Pangan", "10622", "Tepung sagu", "kg", 7),
        ("Pangan", "10631", "Beras giling", "kg", 3),
        ("Pangan", "10633", "Tepung beras", "kg", 1),
        ("Pangan", "10710", "Roti dan kue kering", "kg", 14),
        ("Pangan", "10722", "Gula merah", "kg", 3),
        ("Pangan", "10723", "Sirop", "botol", 1),
        ("Pangan", "10732", "Cokelat olahan", "kg", 2),
        ("Pangan", "10733", "Manisan buah", "kg", 2),
        ("Pangan", "10740", "Mi basah", "kg", 3),
        ("Pangan", "10750", "Masakan siap saji", "porsi", 5),
        ("Pangan", "10761", "Kopi bubuk", "kg", 4),
        ("Pangan", "10762", "Jahe instan", "kg", 2),
        ("Pangan", "10771", "Kecap", "botol", 1),
        ("Pangan", "10772", "Bumbu masak", "kg", 3),
        ("Pangan", "10773", "Kelapa parut kering", "kg", 1),
        ("Pangan", "10774", "Garam", "kg", 1),
        ("Pangan", "10779", "Sambal botol", "botol", 4),
        ("Pangan", "10792", "Kue basah", "buah", 11),
        ("Pangan", "10793", "Kacang mete goreng", "kg", 8),
        ("Pangan", "10794", "Keripik", "kg", 12),
        ("Pangan", "10796", "Dodol", "kg", 2),
        ("Pangan", "10799", "Sinonggi instan", "kg", 3),
        ("Pangan", "11040", "Minuman ringan", "botol", 1),
        ("Pangan", "11052", "Air minum isi ulang", "galon", 9),
        ("Pangan", "11090", "Sarabba", "botol", 2),
        ("Mesin", "25920", "Jasa bubut", "unit", 6),
        ("Mesin", "28210", "Mesin perontok", "unit", 1),
        ("Mesin", "28250", "Mesin parut", "unit", 1),
        ("Mesin", "33121", "Reparasi mesin", "unit", 6),
        ("Mesin", "33122", "Reparasi alat berat", "unit", 3),
        ("Mesin", "33190", "Reparasi peralatan", "unit", 3),
        ("Mesin", "33200", "Pemasangan mesin", "unit", 1),
        ("Sandang", "13121", "Kain tenun", "lembar", 3),
        ("Sandang", "13122", "Tenun ikat", "lembar", 3),
        ("Sandang", "13134", "Batik", "lembar", 1),
        ("Sandang", "13921", "Seprai dan gorden", "set", 2),
        ("Sandang", "13923", "Bantal", "buah", 1),
        ("Sandang", "14111", "Konveksi", "potong", 5),
        ("Sandang", "14120", "Jahit pesanan", "potong", 12),
        ("Sandang", "14131", "Jilbab", "potong", 2),
        ("Sandang", "14302", "Bordir", "potong", 2),
        ("Sandang", "15121", "Tas kulit", "buah", 1),
        ("Sandang", "15201", "Sandal", "pasang", 1),
        ("Kerajinan", "16291", "Anyaman rotan", "buah", 4),
        ("Kerajinan", "16292", "Anyaman nentu", "buah", 4),
        ("Kerajinan", "16293", "Ukiran kayu", "buah", 2),
        ("Kerajinan", "16294", "Alat dapur kayu", "buah", 1),
        ("Kerajinan", "16299", "Kerajinan tempurung", "buah", 2),
        ("Kerajinan", "32112", "Kerajinan perak", "buah", 4),
        ("Kerajinan", "32115", "Perhiasan mutiara", "buah", 1),
        ("Kerajinan", "32120", "Perhiasan imitasi", "buah", 1),
        ("Kerajinan", "32903", "Cendera mata", "buah", 3),
        ("Elektronika", "26210", "Perakitan komputer", "unit", 1),
        ("Elektronika", "27120", "Panel listrik", "unit", 1),
        ("Elektronika", "33141", "Reparasi dinamo", "unit", 3),
        ("Elektronika", "33142", "Reparasi aki", "unit", 1),
        ("Elektronika", "33149", "Reparasi alat listrik", "unit", 6),
        ("Bahan bangunan", "16101", "Kayu gergajian", "m3", 2),
        ("Bahan bangunan", "16221", "Kusen kayu", "buah", 4),
        ("Bahan bangunan", "20231", "Sabun cair", "liter", 2),
        ("Bahan bangunan", "20294", "Minyak nilam", "liter", 1),
        ("Bahan bangunan", "23921", "Batu bata", "buah", 3),
        ("Bahan bangunan", "23953", "Batako dan paving", "buah", 7),
        ("Logam", "25111", "Pagar dan teralis", "m2", 6),
        ("Logam", "25112", "Kusen aluminium", "buah", 4),
        ("Logam", "25931", "Parang dan cangkul", "buah", 2),
        ("Logam", "25992", "Peralatan dapur logam", "buah", 1),
        ("Furnitur dan barang dari kayu", "31001", "Lemari kayu", "buah", 6),
        ("Furnitur dan barang dari kayu", "31002", "Kursi rotan", "buah", 1),
        ("Furnitur dan barang dari kayu", "31009", "Sofa", "buah", 1),
        ("Alat angkut", "30111", "Perahu", "unit", 4),
        ("Alat angkut", "33151", "Reparasi kapal", "unit", 3),
        ("Aneka", "18111", "Cetak undangan", "lembar", 1),
    )
)


def weights() -> dict[Trade, float]:
    """Chance of each trade: the weight of its industry, shared out by the trade's own."""
    whole = {name: fsum(trade.weight for trade in TRADES if trade.industry == name) for name in INDUSTRIES}
    return {trade: INDUSTRIES[trade.industry].weight * trade.weight / whole[trade.industry] for trade in TRADES}

"""`python -m etl.sample [FOLDER]`: write the sample files anew, by default into `data/sample/`."""

import sys
from pathlib import Path

from etl.sample import certificates, life, oss, outcomes, people, register, training, years
from etl.sample.sheets import Sheet, write

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"


def everything() -> list[Sheet]:
    """Every file of the made-up city: who lives, who is trained, what the years bring, who hears of it."""
    businesses = people.businesses(life.lives())
    participants = training.rosters(businesses)
    trained = training.trained(participants)
    history = years.history(businesses, trained)
    return [
        *register.sheets(businesses, history),
        *oss.sheets(businesses, history),
        *training.sheets(participants),
        outcomes.sheet(participants, history),
        certificates.sheet(businesses, trained),
    ]


def regenerate(folder: Path) -> list[Path]:
    """Write all files and mappings into `folder`; returns the data files."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = everything()
    for sheet in sheets:
        write(sheet, folder)
    return [folder / sheet.name for sheet in sheets]


if __name__ == "__main__":
    regenerate(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

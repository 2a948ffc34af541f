"""A made-up city: the sample files in `data/sample/`, written anew by `python -m etl.sample`.

Businesses are born and named (`life`, `people`), some are trained (`training`), they live their years (`years`), and
every file is a view of the same life as another office sees it (`register`, `oss`, `training`, `outcomes`,
`certificates`). Nothing here is real: names say "Contoh", NIK carry the region code 747199, which does not exist.
Totals are fitted to the published figures of Kota Kendari (`totals`).

The files repeat to the cell on every machine: seeded `random.Random`, only + - × ÷ on floats and `math.fsum`
(the built-in `sum` of floats changed in Python 3.12), and no order that rests on a set.
"""

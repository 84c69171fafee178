"""Which espeak-ng voice variants train the model, and which are kept away from it to measure it. Spelt as the files are: see
`espeak.py`."""

TRAINING = """Alex Alicia Andy Annie aunty benjamin boris caleb david Denis Diogo ed edward edward2 Gene Gene2 gustave Henrique Hugo iven
iven2
iven3 iven4 Jacky john Lee linda marcelo Mario max Michael michel miguel norbert pablo paul quincy RicishayMax RicishayMax2 RicishayMax3
rob robert sandro shelby steph steph3 Storm travis victor zac anika AnxiousAndy f1 f2 f3 f4 grandma grandpa klatt klatt2 klatt3 klatt5
klatt6 m1 m2 m3 m4 m5 m6 m8 adam antonio croak""".split()
UNSEEN = "m7 f5 klatt4 Andrea Mike pedro steph2 Marco belinda Nguyen".split()

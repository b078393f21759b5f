import sys

rate, seed, path = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with open(path, "w") as log:
    print("step,loss", file=log)
    x = 1 + seed / 10
    for step in range(1, 101):
        print(step, x * x / 2, sep=",", file=log)
        x -= rate * x

import Experiments

print(CoreVersion.digest)

"""The networks of the benchmarks in PyTorch and JAX, float64, one thread.

usage: rivals.py FOLDER, with the files that the benchmarks write there, raw float64: x, y, start, vector of the
50-1000-1 network; point, diagonal of a step of its training; tiny.x, tiny.y, tiny.start of the 1-20-1 network.

Says what it can do, a line each, fields between tabs:
    version NAME VERSION · entrant ID TASK TITLE CHECK · missing TASK TITLE REASON · ready
then answers each line "ID COUNT" with the seconds of one of COUNT calls: on the clock, or of the processor if these
are fewer, as they are while the machine is busy with something else.
"""

import os
import sys
import time

THREADS = "1"
for name in "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS":
    os.environ[name] = THREADS
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1"

import numpy as np

FOLDER = sys.argv[1]
RATE = 1e-9
entrants = {}


def say(*fields):
    print(*(str(field).replace("\n", " ").replace("\t", " ") for field in fields), sep="\t", flush=True)


def read(name):
    return np.fromfile(os.path.join(FOLDER, name), dtype=np.float64)


def shaped(flat, inputs, hidden):
    """The flat parameters as W1 (hidden, inputs), b1, W2 (1, hidden), b2."""
    ends = np.cumsum([hidden * inputs, hidden, hidden])
    first, bias, second, last = np.split(flat, ends)
    return [first.reshape(hidden, inputs), bias, second.reshape(1, hidden), last]


def enter(task, title, make):
    """Makes (run, check), where run(count) does it so often, and warms it up."""
    try:
        run, check = make()
        run(3)
        identity = f"{len(entrants)}"
        entrants[identity] = run
        say("entrant", identity, task, title, repr(float(check)))
    except Exception as error:
        lines = (str(error).strip() or type(error).__name__).splitlines()
        say("missing", task, title, f"{type(error).__name__}: {lines[0]}"[:160])


def repeat(call):
    def run(count):
        for _ in range(count):
            call()

    return run


def with_torch():
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    say("version", "PyTorch", torch.__version__)

    def problem(prefix, inputs, hidden):
        x = torch.tensor(read(prefix + "x").reshape(-1, inputs))
        y = torch.tensor(read(prefix + "y").reshape(-1, 1))
        start = [torch.tensor(part) for part in shaped(read(prefix + "start"), inputs, hidden)]

        def loss(parameters):
            first, bias, second, last = parameters
            return ((torch.tanh(x @ first.T + bias) @ second.T + last - y) ** 2).mean()

        return loss, start

    def network(prefix, inputs, hidden):
        _, start = problem(prefix, inputs, hidden)
        model = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), torch.nn.Tanh(), torch.nn.Linear(hidden, 1))
        with torch.no_grad():
            for parameter, value in zip(model.parameters(), start):
                parameter.copy_(value)
        x = torch.tensor(read(prefix + "x").reshape(-1, inputs))
        y = torch.tensor(read(prefix + "y").reshape(-1, 1))
        return model, x, y

    def step(prefix, inputs, hidden, fused=False, compiled=False):
        model, x, y = network(prefix, inputs, hidden)
        criterion = torch.nn.MSELoss()
        optimizer = torch.optim.Adam(model.parameters(), lr=torch.tensor(RATE) if compiled else RATE, fused=fused)

        def forward(x, y):
            return criterion(model(x), y)

        update = optimizer.step
        if compiled:
            forward, update = torch.compile(forward), torch.compile(update)

        def call():
            optimizer.zero_grad()
            loss = forward(x, y)
            loss.backward()
            update()
            return loss

        return repeat(call), call().item()

    def vector():
        return [torch.tensor(part) for part in shaped(read("vector"), 50, 1000)]

    def kept_graph():
        loss, start = problem("", 50, 1000)
        start = [part.requires_grad_() for part in start]
        gradient = torch.autograd.grad(loss(start), start, create_graph=True)
        v = vector()
        call = lambda: torch.autograd.grad(gradient, start, v, retain_graph=True)
        return repeat(call), sum((a * b).sum() for a, b in zip(v, call())).item()

    def forward_over_reverse(compiled):
        loss, start = problem("", 50, 1000)
        v = vector()

        def product(start, v):
            return torch.func.jvp(torch.func.grad(loss), (start,), (v,))[1]

        product = torch.compile(product) if compiled else product
        call = lambda: product(start, v)
        return repeat(call), sum((a * b).sum() for a, b in zip(v, call())).item()

    for prefix, task, inputs, hidden in ("", "step", 50, 1000), ("tiny.", "tiny", 1, 20):
        enter(task, "PyTorch eager", lambda: step(prefix, inputs, hidden))
        enter(task, "PyTorch eager, fused Adam", lambda: step(prefix, inputs, hidden, fused=True))
        enter(task, "torch.compile", lambda: step(prefix, inputs, hidden, compiled=True))
    enter("product", "PyTorch eager, graph of the gradient kept", kept_graph)
    enter("product", "PyTorch eager, jvp of grad", lambda: forward_over_reverse(False))
    enter("product", "torch.compile, jvp of grad", lambda: forward_over_reverse(True))


def with_jax():
    import jax
    import jax.numpy as jnp

    say("version", "JAX", jax.__version__)

    def problem(prefix, inputs, hidden):
        x, y = jnp.array(read(prefix + "x").reshape(-1, inputs)), jnp.array(read(prefix + "y").reshape(-1, 1))
        start = [jnp.array(part) for part in shaped(read(prefix + "start"), inputs, hidden)]

        def loss(parameters):
            first, bias, second, last = parameters
            return ((jnp.tanh(x @ first.T + bias) @ second.T + last - y) ** 2).mean()

        return loss, start

    def step(prefix, inputs, hidden):
        loss, start = problem(prefix, inputs, hidden)
        zeros = jax.tree.map(jnp.zeros_like, start)

        def update(state):
            parameters, m, v, t, _ = state
            t = t + 1
            value, gradient = jax.value_and_grad(loss)(parameters)
            m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
            v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
            move = lambda p, m, v: p - RATE * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8)
            return jax.tree.map(move, parameters, m, v), m, v, t, value

        update = jax.jit(update, donate_argnums=0)
        state = [(start, zeros, jax.tree.map(jnp.zeros_like, start), jnp.array(0.0), jnp.array(0.0))]

        def run(count):
            for _ in range(count):
                state[0] = update(state[0])
            jax.block_until_ready(state[0])

        run(1)
        return run, state[0][4]

    def vector():
        return [jnp.array(part) for part in shaped(read("vector"), 50, 1000)]

    def products(call):
        v = vector()
        check = sum(jnp.vdot(a, b) for a, b in zip(v, call(v)))
        return repeat(lambda: jax.block_until_ready(call(v))), check

    def forward_over_reverse():
        loss, start = problem("", 50, 1000)
        product = jax.jit(lambda p, v: jax.jvp(jax.grad(loss), (p,), (v,))[1])
        return products(lambda v: product(start, v))

    def linearized():
        loss, start = problem("", 50, 1000)
        return products(jax.jit(jax.linearize(jax.grad(loss), start)[1]))

    def lanczos(orthogonalizes):
        """The largest eigenvalue of D^1/2 H D^1/2 by 20 steps of Lanczos' iteration, the point's activations shared."""
        loss, _ = problem("", 50, 1000)
        count = 20

        def whole(vector):
            first, bias, second, last = jnp.split(vector, np.cumsum([50000, 1000, 1000]))
            return loss([first.reshape(1000, 50), bias, second.reshape(1, 1000), last])

        @jax.jit
        def largest(point, roots, start):
            _, product = jax.linearize(jax.grad(whole), point)
            basis = jnp.zeros((count + 1, point.size)).at[0].set(start / jnp.linalg.norm(start))

            def body(j, state):
                basis, diagonal, below = state
                q = basis[j]
                w = roots * product(roots * q)
                a = q @ w
                w = w - a * q - jnp.where(j > 0, below[j - 1], 0) * basis[j - 1]
                if orthogonalizes:
                    w = w - basis.T @ (basis @ w)
                b = jnp.linalg.norm(w)
                return basis.at[j + 1].set(w / b), diagonal.at[j].set(a), below.at[j].set(b)

            _, a, b = jax.lax.fori_loop(0, count, body, (basis, jnp.zeros(count), jnp.zeros(count)))
            matrix = jnp.diag(a) + jnp.diag(b[:-1], 1) + jnp.diag(b[:-1], -1)
            return jnp.linalg.eigvalsh(matrix)[-1]

        point, roots = jnp.array(read("point")), jnp.sqrt(jnp.array(read("diagonal")))
        start = jnp.array(np.random.default_rng(1).standard_normal(point.size))
        call = lambda: largest(point, roots, start).block_until_ready()
        return repeat(call), call()

    enter("step", "JAX jit", lambda: step("", 50, 1000))
    enter("tiny", "JAX jit", lambda: step("tiny.", 1, 20))
    enter("product", "JAX jit, jvp of grad", forward_over_reverse)
    enter("product", "JAX jit, linearized once", linearized)
    enter("lambda", "JAX jit, 20 Lanczos iterations", lambda: lanczos(False))
    enter("lambda", "JAX jit, 20 Lanczos iterations, orthogonalized", lambda: lanczos(True))


def attempt(name, framework):
    try:
        framework()
    except ImportError as error:
        say("version", name, f"missing: {error}")


say("version", "Python", sys.version.split()[0])
say("version", "NumPy", np.__version__)
attempt("PyTorch", with_torch)
attempt("JAX", with_jax)
say("ready")
for line in sys.stdin:
    identity, count = line.split()
    start, used = time.perf_counter(), time.process_time()
    entrants[identity](int(count))
    seconds = min(time.perf_counter() - start, time.process_time() - used)
    print(seconds / int(count), flush=True)

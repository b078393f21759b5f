"""Records what an optimizer does while PyTorch trains, as JSON lines that Spikebook reads.

One file, which needs nothing but torch. Copy it beside the training script:

    from spikebook_recorder import Recorder

    recorder = Recorder(optimizer, "run.jsonl", model=model, closure=probe_loss)
    for batch in data:
        loss = loss_of(batch)
        loss.backward()
        norm = clip_grad_norm_(model.parameters(), 1.0)   # returns the norm before clipping
        recorder.note(loss=loss, clip_norm=norm)
        optimizer.step()                                  # measured by the optimizer's hooks
        optimizer.zero_grad()

With a GradScaler, call `scaler.unscale_(optimizer)` before the clipping and add `loss_scale=scaler.get_scale()` to the
note. A note that is followed by another note and by no step is a step that the scaler skipped.

Notation: g gradient, u update, v second moment, η learning rate, H the Hessian of the loss that `closure` returns,
D the diagonal by which the optimizer multiplies its (averaged) gradient, c the factor of its momentum. A step with
fixed H and D is stable while λ_max(c·D^½HD^½) < 2/η. On a mini-batch even true spikes stay below that.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import re
import sys
import time
from typing import Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple, Union

import torch
from torch import Tensor
from torch.nn import Module

__all__ = ["Recorder", "RULES"]

SCHEMA = 1

# MARK: Optimizers


class Step(NamedTuple):
    """One parameter in one step of the optimizer: what it was before, its gradient, and the optimizer's state after."""

    parameter: Tensor
    before: Tensor
    gradient: Tensor
    state: Dict[str, Any]
    group: Dict[str, Any]

    @property
    def count(self) -> float:
        """t, the number of steps that this parameter has taken."""
        return float(self.state["step"])

    @property
    def betas(self) -> Tuple[float, float]:
        first, second = self.group["betas"]
        return float(first), float(second)


Preconditioner = Tuple[Tensor, float]
"""D without the learning rate, and c."""

Rule = Callable[[Step], Preconditioner]


def averaging_factor(beta1: float, count: float) -> float:
    """c = (1 − β1)/((1 + β1)(1 − β1^t)) of a running mean of gradients."""
    return (1 - beta1) / ((1 + beta1) * (1 - beta1**count))


def adam(step: Step) -> Preconditioner:
    """D = 1/(√v̂ + ε), with the largest v so far for AMSGrad."""
    beta1, beta2 = step.betas
    second = wide(step.state["max_exp_avg_sq" if step.group.get("amsgrad") else "exp_avg_sq"])
    root = second.sqrt() / math.sqrt(1 - beta2**step.count)
    return 1 / (root + step.group["eps"]), averaging_factor(beta1, step.count)


def nadam(step: Step) -> Preconditioner:
    """Adam's D; c = (1 − μₜ)/(1 − Πμ) + μₜ₊₁/(1 − μₜ₊₁Πμ)·(1 − β1)/(1 + β1), larger than Adam's by the look-ahead."""
    beta1 = step.betas[0]

    def momentum(count: float) -> float:
        return beta1 * (1 - 0.5 * 0.96 ** (count * step.group["momentum_decay"]))

    now, following = momentum(step.count), momentum(step.count + 1)
    product = float(step.state["mu_product"])
    ahead = following / (1 - following * product) * (1 - beta1) / (1 + beta1)
    return adam(step)[0], (1 - now) / (1 - product) + ahead


def radam(step: Step) -> Preconditioner:
    """D = r·√(1 − β2^t)/(√v + ε) once ρₜ > 5, before that 1."""
    beta1, beta2 = step.betas
    factor = averaging_factor(beta1, step.count)
    correction = 1 - beta2**step.count
    last = 2 / (1 - beta2) - 1
    length = last - 2 * step.count * beta2**step.count / correction
    if length <= 5:
        return torch.ones_like(wide(step.before)), factor
    share = (length - 4) * (length - 2) * last / ((last - 4) * (last - 2) * length)
    return math.sqrt(share * correction) / (wide(step.state["exp_avg_sq"]).sqrt() + step.group["eps"]), factor


def adamax(step: Step) -> Preconditioner:
    """D = 1/u, where u is the running maximum of |g| (ε is in it)."""
    return 1 / wide(step.state["exp_inf"]), averaging_factor(step.betas[0], step.count)


def rmsprop(step: Step) -> Preconditioner:
    """D = 1/(√v + ε), with v − ḡ² for v when centred; c = 1/(1 + μ)."""
    second = wide(step.state["square_avg"])
    if step.group["centered"]:
        second = (second - wide(step.state["grad_avg"]) ** 2).clamp(min=0)
    return 1 / (second.sqrt() + step.group["eps"]), 1 / (1 + step.group["momentum"])


def adagrad(step: Step) -> Preconditioner:
    """D = 1/((1 + (t − 1)·lr_decay)(√Σg² + ε)); c = 1."""
    slower = 1 + (step.count - 1) * step.group["lr_decay"]
    return 1 / (slower * (wide(step.state["sum"]).sqrt() + step.group["eps"])), 1.0


def sgd(step: Step) -> Preconditioner:
    """D = 1; c = (1 − τ)/(1 + μ) for momentum μ with dampening τ, (1 + 2μ)/(1 + μ) for Nesterov's."""
    momentum = step.group["momentum"]
    ones = torch.ones_like(wide(step.before))
    if momentum == 0:
        return ones, 1.0
    return ones, (1 + 2 * momentum if step.group["nesterov"] else 1 - step.group["dampening"]) / (1 + momentum)


def adafactor(step: Step) -> Preconditioner:
    """D = α/(η·max(1, RMS(U)/d))/√V, α = max(ε2, RMS(θ))·min(η, 1/√t), U = g/√V; c = 1."""
    rate, (floor, scale) = float(step.group["lr"]), step.group["eps"]
    floor = torch.finfo(step.before.dtype).eps if floor is None else floor
    root = factored(step.state, floor).clamp(min=floor * floor).sqrt()
    size = max(scale, float(rms(step.before))) * min(rate, step.count**-0.5)
    clipping = max(1.0, float(rms(wide(step.gradient) / root)) / step.group["d"])
    return (size / (rate * clipping) if rate > 0 else 0.0) / root, 1.0


def factored(state: Dict[str, Any], floor: float = 0.0) -> Tensor:
    """V, Adafactor's second moment: R·C/mean(R) for matrices."""
    if "row_var" not in state:
        return wide(state["variance"])
    rows, columns = wide(state["row_var"]), wide(state["col_var"])
    return rows @ columns / rows.mean(dim=-2, keepdim=True).clamp(min=max(floor, 1e-38))


RULES: Dict[type, Rule] = {}
"""How each optimizer preconditions. For one of your own, `RULES[MyAdam] = RULES[torch.optim.Adam]` if its state and
settings have the same names, or a function that returns D and c."""

for _name, _rule in {
    "Adam": adam, "AdamW": adam, "NAdam": nadam, "RAdam": radam, "Adamax": adamax, "RMSprop": rmsprop,
    "Adagrad": adagrad, "SGD": sgd, "Adafactor": adafactor,
}.items():  # fmt: skip
    if hasattr(torch.optim, _name):
        RULES[getattr(torch.optim, _name)] = _rule

REASONS = {
    "Muon": "its step is orthogonalized, which is no diagonal times the gradient",
    "LBFGS": "its step is not a diagonal times the gradient",
    "Rprop": "its step depends on the gradient's sign only",
    "SparseAdam": "it moves only the rows that have a gradient",
    "Adadelta": "its step has no learning rate to compare with",
}


def no_curvature(optimizer: str) -> str:
    """Why there is no curvature for an optimizer, and what to do."""
    reason = REASONS.get(optimizer, "its preconditioner is not known here")
    return (
        f"no curvature for {optimizer}: {reason}; leave out closure= to record the rest, or state a rule in "
        "spikebook_recorder.RULES"
    )


def second_moment(state: Dict[str, Any]) -> Optional[Tensor]:
    """v without bias correction; None for optimizers without one, such as SGD and Muon."""
    for key in ("exp_avg_sq", "square_avg", "sum"):
        if isinstance(state.get(key), Tensor):
            return wide(state[key])
    return factored(state) if "row_var" in state or "variance" in state else None


# MARK: Vectors, one tensor for each parameter

Vector = List[Tensor]


def wide(tensor: Tensor) -> Tensor:
    """The tensor densely, in single precision at least."""
    dense = tensor.detach().to_dense() if tensor.layout != torch.strided else tensor.detach()
    return dense if dense.dtype in (torch.float32, torch.float64) else dense.float()


def rms(tensor: Tensor) -> Tensor:
    """The root of the mean square."""
    return torch.linalg.vector_norm(wide(tensor)) / math.sqrt(max(1, tensor.numel()))


def total(parts: Iterable[Tensor]) -> Tensor:
    """The sum of numbers, which may be on several devices."""
    parts = list(parts)
    return torch.stack([part.to(parts[0].device) for part in parts]).sum()


def dot(left: Vector, right: Vector) -> Tensor:
    return total((a * b).sum() for a, b in zip(left, right))


def norm(vector: Iterable[Tensor]) -> Tensor:
    parts = [torch.linalg.vector_norm(wide(part)) for part in vector]
    return torch.linalg.vector_norm(torch.stack([part.to(parts[0].device) for part in parts]))


def scaled(vector: Vector, factor: Union[float, Tensor]) -> Vector:
    if isinstance(factor, Tensor):
        return [part * factor.to(part.device, part.dtype) for part in vector]
    return [part * factor for part in vector]


def minus(left: Vector, right: Vector) -> Vector:
    return [a - b for a, b in zip(left, right)]


class Eigenpair(NamedTuple):
    value: float
    residual: float
    vector: Vector
    products: int


def largest_eigenvalue(product: Callable[[Vector], Vector], start: Vector, count: int) -> Eigenpair:
    """The largest algebraic eigenvalue of a symmetric matrix, by Lanczos' method from `start`.

    The residual is |Aq − λq|/|λ|. Power iteration would find the eigenvalue that is largest in magnitude, which early in
    training is often negative.
    """
    basis = [scaled(start, 1 / norm(start))]
    diagonal: List[float] = []
    beside: List[float] = []
    while True:
        image = product(basis[-1])
        diagonal.append(float(dot(image, basis[-1])))
        # Twice, since one pass leaves rounding errors.
        for _ in range(2):
            for vector in basis:
                image = minus(image, scaled(vector, dot(image, vector)))
        rest = float(norm(image))
        if not math.isfinite(diagonal[-1] + rest):
            return Eigenpair(math.nan, math.nan, basis[0], len(basis))
        if len(basis) == count or rest <= 1e-10 * max(map(abs, diagonal)):
            break
        beside.append(rest)
        basis.append(scaled(image, 1 / rest))
    small = torch.diag(torch.tensor(diagonal, dtype=torch.float64))
    for i, value in enumerate(beside):
        small[i, i + 1] = small[i + 1, i] = value
    values, vectors = torch.linalg.eigh(small)
    value, weights = float(values[-1]), vectors[:, -1].tolist()
    top = [sum(w * part for w, part in zip(weights, parts)) for parts in zip(*basis)]
    return Eigenpair(value, rest * abs(weights[-1]) / max(abs(value), 1e-300), top, len(basis))


# MARK: The probe


class RandomState:
    """The states of the random generators, so that every look at the probe drops the same units, and training others."""

    def __init__(self) -> None:
        self.python = random.getstate()
        self.cpu = torch.get_rng_state()
        self.cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else None
        self.mps = torch.mps.get_rng_state() if torch.backends.mps.is_available() else None
        self.numpy = sys.modules["numpy"].random.get_state() if "numpy" in sys.modules else None

    def restore(self) -> None:
        random.setstate(self.python)
        torch.set_rng_state(self.cpu)
        if self.cuda is not None:
            torch.cuda.set_rng_state_all(self.cuda)
        if self.mps is not None:
            torch.mps.set_rng_state(self.mps)
        if self.numpy is not None:
            sys.modules["numpy"].random.set_state(self.numpy)


class Buffers:
    """The buffers of modules, such as BatchNorm's statistics and a router's counts, as they were before the probe."""

    def __init__(self, model: Optional[Module]) -> None:
        self.saved: Dict[int, Tuple[Tensor, Tensor]] = {}
        self.follows = model is None
        if model is not None:
            self.save(model)

    def save(self, module: Module, _: Any = None) -> None:
        for buffer in module.buffers():
            if id(buffer) not in self.saved:
                self.saved[id(buffer)] = (buffer, buffer.detach().clone())

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Without a model, the modules that the probe calls are found when it calls them."""
        if not self.follows:
            yield
            return
        hook = torch.nn.modules.module.register_module_forward_pre_hook(self.save)
        try:
            yield
        finally:
            hook.remove()

    def restore(self) -> None:
        with torch.no_grad():
            for buffer, copy in self.saved.values():
                buffer.copy_(copy)


@contextlib.contextmanager
def twice_differentiable() -> Iterator[None]:
    """Fused attention and compiled modules have no second derivative; their plain forms have."""
    with contextlib.ExitStack() as stack:
        attention = getattr(torch.nn, "attention", None)
        if attention is not None:
            stack.enter_context(attention.sdpa_kernel(attention.SDPBackend.MATH))
        stance = getattr(torch.compiler, "set_stance", None)
        if stance is not None:
            stack.enter_context(stance("force_eager"))
        yield


class Probe:
    """The loss that `closure` returns, as a function of the weights: its gradient, and products with its Hessian.

    Used as a context at the weights `base`. It leaves weights, gradients, buffers and random numbers as they were.
    """

    def __init__(
        self, closure: Callable[[], Tensor], weights: Vector, base: Vector, model: Optional[Module], method: str, sign: float
    ) -> None:
        self.closure, self.weights, self.base, self.method, self.sign = closure, weights, base, method, sign
        self.model = model
        self.reason = ""
        self.products = 0
        self.disagreement: Optional[float] = None
        # Relative steps that were right to a tenth of a per cent; a greater one is far off, a smaller one is rounded.
        double = weights[0].dtype == torch.float64
        self.steps = (1e-5, 1e-6) if double else (1e-4, 3e-5)

    def __enter__(self) -> "Probe":
        self.random, self.buffers = RandomState(), Buffers(self.model)
        self.after = [weight.detach().clone() for weight in self.weights]
        self.move(self.base)
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: Any) -> None:
        self.graph: Tuple[Tensor, ...] = ()
        self.move(self.after)
        self.buffers.restore()
        self.random.restore()

    def move(self, weights: Vector) -> None:
        """Copies weights, since adding and subtracting would leave rounding errors."""
        with torch.no_grad():
            for weight, value in zip(self.weights, weights):
                weight.copy_(value)
        # Autocast keeps copies of the weights in half precision.
        torch.clear_autocast_cache()

    def begin(self) -> None:
        """Takes the gradient, and chooses the method if it was left open."""
        if self.method != "difference":
            try:
                with twice_differentiable():
                    self.graph = self.slopes(create_graph=True)
                    check_second_derivative(self.graph)
                    self.gradient = self.whole(self.graph)
                    self.hessian_by_autograd(self.gradient)
                self.method = "autograd"
                return
            except RuntimeError as error:
                self.graph = ()
                if self.method == "autograd":
                    raise ValueError(
                        f"the probe has no second derivative ({first_line(error)}): write method=\"difference\""
                    ) from error
                self.reason, self.method = first_line(error), "difference"
        self.gradient = self.whole(self.slopes())

    def slopes(self, create_graph: bool = False) -> Tuple[Optional[Tensor], ...]:
        """The derivatives of the loss; None for weights that it does not depend on."""
        self.random.restore()
        if not create_graph:
            self.buffers.restore()
        before = self.marks()
        with torch.enable_grad(), self.buffers.watching():
            loss = self.closure()
            if before != self.marks():
                raise ValueError("closure must only return the loss: leave out backward() and zero_grad()")
            if not isinstance(loss, Tensor) or loss.numel() != 1 or not loss.requires_grad:
                raise ValueError("closure must return the probe's loss: a tensor of one number, computed with gradients")
            return torch.autograd.grad(
                self.sign * loss.sum(), self.weights, create_graph=create_graph, allow_unused=True
            )

    def marks(self) -> List[Any]:
        """What changes when somebody writes the training's gradients."""
        return [(id(w.grad), None if w.grad is None else w.grad._version) for w in self.weights]

    def whole(self, slopes: Iterable[Optional[Tensor]]) -> Vector:
        """Zeros where there is no derivative; the mean over the ranks, since second derivatives bypass DDP."""
        parts = [torch.zeros_like(wide(w)) if s is None else wide(s) for s, w in zip(slopes, self.weights)]
        return mean_over_ranks(parts)

    def hessian(self, vector: Vector) -> Vector:
        """H·vector."""
        self.products += 1
        if self.method == "autograd":
            return self.hessian_by_autograd(vector)
        return self.hessian_by_difference(vector, self.steps[0])

    def hessian_by_autograd(self, vector: Vector) -> Vector:
        pairs = [(s, v.to(s.dtype)) for s, v in zip(self.graph, vector) if s is not None and s.requires_grad]
        if not pairs:
            return [torch.zeros_like(part) for part in vector]
        slopes, directions = zip(*pairs)
        with twice_differentiable():
            images = torch.autograd.grad(slopes, self.weights, directions, retain_graph=True, allow_unused=True)
        return self.whole(images)

    def hessian_by_difference(self, vector: Vector, relative: float) -> Vector:
        """(g(θ + h·vector) − g(θ − h·vector))/2h, where h·|vector| is `relative` times |θ|."""
        length = float(norm(vector))
        if length == 0 or not math.isfinite(length):
            return scaled(vector, math.nan if length else 0.0)
        h = relative * (float(norm(self.base)) or 1.0) / length
        ends = []
        for side in (h, -h):
            self.move([b + (side * v).to(b.dtype) for b, v in zip(self.base, vector)])
            ends.append(self.whole(self.slopes()))
        self.move(self.base)
        return scaled(minus(*ends), 1 / (2 * h))

    def check(self, vector: Vector, weights: Vector, found: float) -> None:
        """Notes by how much weightsᵀ·H·vector differs from what was found when the difference's step is smaller."""
        if self.method == "autograd":
            return
        self.products += 1
        again = float(dot(weights, self.hessian_by_difference(vector, self.steps[1])))
        apart = abs(again - found) / max(abs(again), abs(found), 1e-300)
        self.disagreement = max(apart, self.disagreement or 0.0) if math.isfinite(apart) else math.inf


def check_second_derivative(slopes: Iterable[Optional[Tensor]]) -> None:
    """Raises RuntimeError if a function in the loss can be differentiated only once.

    Its second derivative would silently be left out of a product.
    """
    nodes = [slope.grad_fn for slope in slopes if slope is not None and slope.grad_fn is not None]
    seen = set(nodes)
    while nodes:
        node = nodes.pop()
        if node.name().rpartition("::")[2] in ("Error", "NotImplemented"):
            raise RuntimeError("a function in it can be differentiated only once")
        following = {inner for inner, _ in node.next_functions if inner is not None} - seen
        seen |= following
        nodes.extend(following)


def mean_over_ranks(vector: Vector) -> Vector:
    """The mean over the processes of a data-parallel run."""
    if ranks() > 1:
        for part in vector:
            torch.distributed.all_reduce(part)
        vector = scaled(vector, 1 / ranks())
    return vector


def ranks() -> int:
    distributed = torch.distributed
    return distributed.get_world_size() if distributed.is_available() and distributed.is_initialized() else 1


def first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


# MARK: The recorder


class Recorder:
    """Writes a line of JSON for each step of an optimizer.

    Args:
        optimizer: one of torch.optim, with any parameter groups, fused or not. Its hooks call the recorder.
        path: the file. One that this recorder wrote is continued, as after a restart; any other is refused.
        every: record every n-th step.
        layers_every: record the layers every n steps; 0 = never.
        curvature_every: measure the curvature every n steps.
        closure: returns the loss of a probe, without calling backward(): the same batches at every call, for example a
            fixed part of the data. Under DDP call the module within. None = no curvature.
        products: Hessian products for one λ_max. 8 were within one per cent.
        method: "autograd", "difference" (of gradients, for models without second derivatives), or "auto".
        model: gives the layers their names, and its buffers are restored after a probe.
        names: `model.named_parameters()`, if the model itself is not at hand.
        info: what else to say of the run, such as {"batch": 64}.
        accumulation: how many notes with a loss make one step; their mean is recorded.

    Threshold: λ is to be compared with 2/η, η the first parameter group's. Other groups' rates are in D, relative to it.
    """

    def __init__(
        self,
        optimizer: torch.optim.Optimizer,
        path: Union[str, "os.PathLike[str]"],
        *,
        every: int = 1,
        layers_every: int = 50,
        curvature_every: int = 100,
        closure: Optional[Callable[[], Tensor]] = None,
        products: int = 8,
        method: str = "auto",
        model: Optional[Module] = None,
        names: Optional[Iterable[Tuple[str, Tensor]]] = None,
        info: Optional[Dict[str, Any]] = None,
        accumulation: int = 1,
    ) -> None:
        check_optimizer(optimizer)
        if min(every, products, accumulation, curvature_every) < 1 or layers_every < 0:
            raise ValueError("every, curvature_every, products and accumulation are at least 1, layers_every at least 0")
        if method not in ("auto", "autograd", "difference"):
            raise ValueError(f"method is \"auto\", \"autograd\" or \"difference\", not {method!r}")
        self.optimizer, self.model, self.closure = optimizer, model, closure
        self.every, self.layers_every, self.curvature_every = every, layers_every, curvature_every
        self.products, self.method, self.accumulation = products, method, accumulation
        self.rule = next((RULES[kind] for kind in type(optimizer).__mro__ if kind in RULES), None)
        if closure is not None and self.rule is None:
            raise ValueError(no_curvature(type(optimizer).__name__))
        known = names if names is not None else model.named_parameters() if model is not None else ()
        self.names = {id(parameter): name for name, parameter in known}
        self.places: Dict[str, int] = {}
        self.step = self.skipped = 0
        self.notes: Dict[str, Any] = {}
        self.losses: List[Any] = []
        self.direction: Optional[Tuple[List[int], Vector]] = None
        self.now: Optional[Observation] = None
        facts = self.described(info or {})
        self.file = open_trace(path) if self.is_writer else None
        self.write({"record": "run", "schema": SCHEMA, **facts})
        self.hooks = [
            optimizer.register_step_pre_hook(self.before_step),
            optimizer.register_step_post_hook(self.after_step),
        ]

    # What the training loop calls

    def note(self, **values: Any) -> None:
        """Notes values of the coming step: `loss`, `clip_norm` (what clip_grad_norm_ returned), `loss_scale`, any others.

        Call it once before each step, after unscaling and clipping. `step=` sets the step's number.
        """
        for name in values:
            if not re.fullmatch("[a-z][a-z0-9_]*", name) or name in ("record", "schema"):
                raise ValueError(f"'{name}' cannot be a column: small letters, digits and underscores, and not 'record'")
        values = {name: value.detach() if isinstance(value, Tensor) else value for name, value in values.items()}
        if "loss" in values:
            if len(self.losses) == self.accumulation:
                self.skip()
            self.losses.append(values.pop("loss"))
        self.notes.update(values)

    def event(self, kind: str, *, step: Optional[int] = None, note: str = "") -> None:
        """Writes an event: resume, rollback, skip, data, lr, or a word of your own."""
        line = {"record": "event", "step": self.step if step is None else step, "event": kind}
        self.write({**line, "note": note} if note else line)

    def state_dict(self) -> Dict[str, int]:
        """What a checkpoint must keep so that the steps are counted on."""
        return {"step": self.step, "skipped": self.skipped}

    def load_state_dict(self, state: Dict[str, int]) -> None:
        self.step, self.skipped = state["step"], state["skipped"]

    def close(self) -> None:
        """Writes what is noted and not yet written, and leaves the optimizer alone."""
        if len(self.losses) == self.accumulation:
            self.skip()
        for hook in self.hooks:
            hook.remove()
        if self.file is not None:
            self.file.close()
            self.file = None

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    # Hooks

    @torch.no_grad()
    def before_step(self, optimizer: Any, args: Tuple[Any, ...], kwargs: Dict[str, Any]) -> Any:
        """Keeps the weights, and the gradient that the optimizer is given."""
        found = getattr(optimizer, "found_inf", None)
        if found is not None and float(found) > 0:
            # A fused optimizer is called even when the scaler skips the step.
            self.now = None
            return self.skip()
        self.advance()
        due = [self.step % n == 0 for n in (self.every, self.layers_every or self.step + 1, self.curvature_every)]
        self.now = Observation(self, layers=due[1], curvature=due[2] and self.closure is not None) if any(due) else None
        # The arguments begin with the optimizer itself.
        closure = args[1] if len(args) > 1 else kwargs.get("closure")
        if closure is None:
            if self.now is not None:
                self.now.take_gradients()
            return None
        # The loss and the gradient come to be within the step.
        return (optimizer,), {"closure": self.listening(closure)}

    def listening(self, closure: Callable[[], Any]) -> Callable[[], Any]:
        def call() -> Any:
            loss = closure()
            if not self.losses and isinstance(loss, Tensor):
                self.losses.append(loss.detach())
            return loss

        return call

    @torch.no_grad()
    def after_step(self, optimizer: Any, args: Tuple[Any, ...], kwargs: Dict[str, Any]) -> None:
        now, self.now = self.now, None
        losses, notes = self.losses, self.notes
        self.losses, self.notes = [], {}
        # A skipped step of a fused optimizer has written its line already.
        if now is None:
            return
        now.finish()
        line = now.line(losses, notes)
        curvature = now.measure() if now.curvature else None
        self.write(line)
        for layer in now.layer_lines() if now.layers else ():
            self.write(layer)
        if curvature:
            self.write(curvature)

    def advance(self) -> None:
        self.step = int(self.notes.pop("step", self.step + 1))

    def skip(self) -> None:
        """Writes the line of a step that was noted but not taken."""
        self.advance()
        self.skipped += 1
        rates = learning_rates(self.optimizer)
        line = {"record": "step", "step": self.step, "time": round(time.time(), 3), **mean_loss(self.losses), "lr": rates}
        extra = {name: plain(value) for name, value in self.notes.items() if name != "clip_norm"}
        self.write({**line, **extra, "skipped": self.skipped})
        self.losses, self.notes = [], {}

    # The file

    @property
    def is_writer(self) -> bool:
        """Of a data-parallel run one process writes."""
        return ranks() == 1 or torch.distributed.get_rank() == 0

    def write(self, line: Dict[str, Any]) -> None:
        if self.file is not None:
            self.file.write(json.dumps(speakable(line), allow_nan=False, separators=(",", ":")) + "\n")
            self.file.flush()

    def described(self, info: Dict[str, Any]) -> Dict[str, Any]:
        """What the first line says of the run."""
        groups = self.optimizer.param_groups
        first = groups[0]
        parameters = [parameter for group in groups for parameter in group["params"]]
        facts: Dict[str, Any] = {
            "optimizer": type(self.optimizer).__name__,
            **{key: plain(first[key]) for key in ("betas", "alpha", "momentum", "eps", "weight_decay", "amsgrad") if key in first},
            "decoupled": bool(first.get("decoupled_weight_decay", type(self.optimizer).__name__ == "AdamW")),
            "groups": [{"lr": plain(g["lr"]), "size": sum(p.numel() for p in g["params"])} for g in groups],
            "parameters": sum(p.numel() for p in parameters),
            "precision": ",".join(sorted({str(p.dtype).replace("torch.", "") for p in parameters})),
            "every": self.every,
            "torch": torch.__version__,
        }
        if self.closure is not None:
            facts.update(curvature_every=self.curvature_every, eigenvalue_products=self.products, method=self.method)
        taken = {"record", "schema", *facts} & set(info)
        if taken:
            raise ValueError(f"the recorder itself says {', '.join(sorted(taken))}: leave it out of info, or rename it")
        return {**facts, **info}


class Observation:
    """One step while it is taken."""

    def __init__(self, recorder: Recorder, layers: bool, curvature: bool) -> None:
        self.recorder, self.layers, self.curvature = recorder, layers, curvature
        self.rates = learning_rates(recorder.optimizer)
        scale = getattr(recorder.optimizer, "grad_scale", None)
        # A fused optimizer is given scaled gradients and unscales them itself.
        self.scale = 1.0 if scale is None else float(scale)
        self.parameters = [
            (group, parameter) for group in recorder.optimizer.param_groups for parameter in group["params"]
        ]
        self.before = {id(p): p.detach().clone() for _, p in self.parameters if p.requires_grad}
        self.gradients: Dict[int, Tensor] = {}
        self.eigenvector: Dict[int, Tensor] = {}

    def take_gradients(self) -> None:
        for _, parameter in self.parameters:
            if parameter.grad is not None:
                gradient = parameter.grad.detach()
                self.gradients[id(parameter)] = gradient / self.scale if self.scale != 1 else gradient

    def finish(self) -> None:
        """Gathers the parameters that took part; those without a gradient have no state."""
        if not self.gradients:
            self.take_gradients()
        states = self.recorder.optimizer.state
        self.steps = [
            Step(p, self.before[id(p)], self.gradients[id(p)], states.get(p, {}), group)
            for group, p in self.parameters
            if id(p) in self.gradients and id(p) in self.before
        ]
        self.updates = [wide(step.parameter) - wide(step.before) for step in self.steps]
        self.seconds = [second_moment(step.state) for step in self.steps]

    def line(self, losses: List[Any], notes: Dict[str, Any]) -> Dict[str, Any]:
        """The step's line; its tensors are fetched from the device at once."""
        recorder = self.recorder
        line: Dict[str, Any] = {"record": "step", "step": recorder.step, "time": round(time.time(), 3)}
        line.update(mean_loss(losses), lr=self.rates)
        if self.steps:
            line.update(fetched(self.norms(notes.pop("clip_norm", None))))
        line.update((name, plain(value)) for name, value in notes.items())
        return {**line, "skipped": recorder.skipped}

    def norms(self, clip_norm: Any) -> Dict[str, Any]:
        gradients = [wide(step.gradient) for step in self.steps]
        given, moved, size = norm(gradients), norm(self.updates), norm(self.before.values())
        values: Dict[str, Any] = {"grad_norm": given}
        if clip_norm is not None:
            # What a fused optimizer is given is scaled still, and so was what was clipped.
            before = clip_norm / self.scale
            values.update(grad_norm=before, gradient_factor=given / before)
        values.update(update_norm=moved, param_norm=size, update_ratio=moved / size)
        values["update_alignment"] = -dot(gradients, self.updates) / (given * moved)
        seconds = [second for second in self.seconds if second is not None]
        if seconds:
            values.update(sum_v=total(second.sum() for second in seconds), v_norm=norm(seconds))
        if self.recorder.rule is not None:
            values["effective_rate"] = median_rate(self.steps, self.recorder.rule)
        return values

    def layer_lines(self) -> List[Dict[str, Any]]:
        """A line for each module that has parameters of its own, in the order of the optimizer's parameters."""
        layers: Dict[str, List[int]] = {}
        for index, step in enumerate(self.steps):
            name = self.recorder.names.get(id(step.parameter), f"parameter {index}")
            layers.setdefault(name.rpartition(".")[0] or name, []).append(index)
        return [self.layer_line(name, members) for name, members in layers.items()]

    def layer_line(self, name: str, members: List[int]) -> Dict[str, Any]:
        steps = [self.steps[i] for i in members]
        values: Dict[str, Any] = {
            "grad_norm": norm(step.gradient for step in steps),
            "update_norm": norm(self.updates[i] for i in members),
            "parameter_norm": norm(step.before for step in steps),
        }
        seconds = [self.seconds[i] for i in members]
        if all(second is not None for second in seconds):
            values["sum_v"] = total(second.sum() for second in seconds)
        if self.recorder.rule is not None:
            values["effective_rate"] = median_rate(steps, self.recorder.rule)
        if self.eigenvector:
            values["share"] = total((self.eigenvector[id(step.parameter)] ** 2).sum() for step in steps)
        place = self.recorder.places.setdefault(name, len(self.recorder.places))
        head = {"record": "layer", "step": self.recorder.step, "layer": place, "name": name}
        return {**head, **fetched(values)}

    # Curvature

    def preconditioner(self) -> Vector:
        """c·D of each parameter, with its group's learning rate relative to the first group's."""
        recorder = self.recorder
        first = float(recorder.optimizer.param_groups[0]["lr"])
        products = []
        for step in self.steps:
            diagonal, factor = recorder.rule(step)
            rate = float(step.group["lr"])
            products.append(diagonal * (factor * (rate / first if rate != first else 1.0)))
        return products

    def measure(self) -> Optional[Dict[str, Any]]:
        """λ_grad = gᵀcDHg/|g|² by one product, and λ_max of c·D^½HD^½ by Lanczos, at the weights before the step."""
        recorder = self.recorder
        rates = [float(group["lr"]) for group in recorder.optimizer.param_groups]
        if not self.steps or rates[0] == 0 and any(rates):
            return None
        signs = {bool(group.get("maximize")) for group in recorder.optimizer.param_groups}
        if len(signs) > 1:
            raise ValueError("some parameter groups maximize and others minimize: leave out closure=")
        if any(step.gradient.layout != torch.strided for step in self.steps):
            raise ValueError("no curvature with sparse gradients: use Embedding(sparse=False), or leave out closure=")
        scale = self.preconditioner()
        weights, base = [s.parameter for s in self.steps], [s.before for s in self.steps]
        sign = -1.0 if True in signs else 1.0
        with Probe(recorder.closure, weights, base, recorder.model, recorder.method, sign) as probe:
            values = self.curvatures(probe, scale)
        if probe.reason and recorder.method == "auto":
            recorder.event("probe", note=f"products by differences of gradients: {probe.reason}")
        recorder.method = probe.method
        return {"record": "curvature", "step": recorder.step, **values}

    def curvatures(self, probe: Probe, scale: Vector) -> Dict[str, Any]:
        slope = probe.gradient
        weighted = [m * g for m, g in zip(scale, slope)]
        along = float(dot(weighted, probe.hessian(slope)))
        probe.check(slope, weighted, along)
        pair = self.top(probe, scale)
        self.eigenvector = {id(step.parameter): part for step, part in zip(self.steps, pair.vector)}
        root = [m.sqrt() * g for m, g in zip(scale, slope)]
        alignment = float(dot(pair.vector, root).abs() / norm(root))
        values: Dict[str, Any] = {"lambda_grad": along / float(dot(slope, slope)) if along else 0.0}
        values.update(lambda_max=pair.value, residual=pair.residual, gradient_alignment=alignment)
        if probe.disagreement is not None:
            values["disagreement"] = probe.disagreement
            if probe.disagreement > 0.1:
                # Two differences that disagree measure rounding or the third derivative: nothing is claimed.
                values = {"disagreement": probe.disagreement}
                self.eigenvector = {}
        return {**values, "products": probe.products, "method": probe.method}

    def top(self, probe: Probe, scale: Vector) -> Eigenpair:
        """The largest eigenpair, from the last one's vector, or from a random one and then restarted."""
        root = [m.sqrt() for m in scale]

        def image(vector: Vector) -> Vector:
            return [r * part for r, part in zip(root, probe.hessian([r * v for r, v in zip(root, vector)]))]

        recorder = self.recorder
        members = [id(step.parameter) for step in self.steps]
        is_warm = recorder.direction is not None and recorder.direction[0] == members
        start = recorder.direction[1] if is_warm else random_vector(scale)
        for _ in range(1 if is_warm else 5):
            pair = largest_eigenvalue(image, start, recorder.products)
            start = pair.vector
            if not pair.residual > 0.01:
                break
        if math.isfinite(pair.value):
            recorder.direction = (members, pair.vector)
            direction = [r * v for r, v in zip(root, pair.vector)]
            probe.check(direction, direction, pair.value)
        return pair


def random_vector(like: Vector) -> Vector:
    """Normal numbers, the same in every process."""
    generator = torch.Generator().manual_seed(0)
    return [torch.randn(part.shape, generator=generator).to(part.device, part.dtype) for part in like]


def median_rate(steps: List[Step], rule: Rule, most: int = 10_000) -> Tensor:
    """The median of η·D over the coordinates, of a sample if there are many."""
    stride = max(1, sum(step.before.numel() for step in steps) // most)
    parts = [(rule(step)[0] * float(step.group["lr"])).flatten()[::stride].cpu() for step in steps]
    ordered = torch.cat([part.double() for part in parts]).sort().values
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def learning_rates(optimizer: Any) -> Union[float, List[float]]:
    """η; a list if the groups differ."""
    rates = [float(group["lr"]) for group in optimizer.param_groups]
    return rates if len(set(rates)) > 1 else rates[0]


def mean_loss(losses: List[Any]) -> Dict[str, float]:
    """The mean over the parts of a batch, nothing if no loss was noted."""
    return {"loss": sum(float(loss) for loss in losses) / len(losses)} if losses else {}


def fetched(values: Dict[str, Any]) -> Dict[str, float]:
    """Numbers from tensors, by one transfer."""
    device = next((v.device for v in values.values() if isinstance(v, Tensor)), torch.device("cpu"))
    kind = torch.float32 if device.type == "mps" else torch.float64
    tensors = [torch.as_tensor(value).detach().to(device, kind).reshape(()) for value in values.values()]
    return dict(zip(values, torch.stack(tensors).tolist()))


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Tensor):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.item() if hasattr(value, "item") else str(value)


def speakable(value: Any) -> Any:
    """NaN and infinities as texts, since JSON has none."""
    if isinstance(value, dict):
        return {key: speakable(part) for key, part in value.items() if part is not None}
    if isinstance(value, (list, tuple)):
        return [speakable(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return plain(value)


def open_trace(path: Union[str, "os.PathLike[str]"]) -> Any:
    """The file, to be continued if it is a trace; its last line may be cut off."""
    ends_well = True
    if os.path.exists(path) and os.path.getsize(path) > 0:
        with open(path, "rb") as file:
            first = file.readline(1 << 16)
            if b'"record"' not in first or b'"schema"' not in first:
                raise ValueError(f"'{path}' exists and is no trace of this recorder: name another file, or remove it")
            file.seek(-1, os.SEEK_END)
            ends_well = file.read(1) == b"\n"
    file = open(path, "a", encoding="utf-8")
    if not ends_well:
        file.write("\n")
    return file


def check_optimizer(optimizer: Any) -> None:
    """Refuses what cannot be measured, and says what to do."""
    name = type(optimizer).__name__
    if "Zero" in name or "FullySharded" in name:
        raise ValueError(f"{name} keeps a part of the state in each process: record a run whose state is not sharded")
    if not hasattr(optimizer, "register_step_post_hook") or not hasattr(optimizer, "param_groups"):
        raise ValueError(f"{name} has no step hooks: give the torch.optim optimizer within it (often `.optimizer`), of torch 2")
    for parameter in (p for group in optimizer.param_groups for p in group["params"]):
        kinds = {kind.__name__ for kind in type(parameter).__mro__} | {type(parameter.data).__name__}
        if kinds & {"DTensor", "FlatParameter"} or getattr(parameter, "tensor_model_parallel", False):
            raise ValueError("the parameters are shards (FSDP, tensor parallel), whose norms and products would be partial: "
                             "record a run that is not sharded")  # fmt: skip
        if parameter.is_complex():
            raise ValueError("complex parameters are not measured: train their real and imaginary parts, as view_as_real gives")

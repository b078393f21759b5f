"""What the recorder measures, what it leaves alone, and what it refuses."""

import csv
import json
import math
import os
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Sources/Commands/Templates"))

from spikebook_recorder import RULES, Recorder, Step, averaging_factor  # noqa: E402

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "run.jsonl")

    def tearDown(self):
        self.folder.cleanup()

    def lines(self, record=None):
        with open(self.path) as file:
            lines = [json.loads(line) for line in file]
        return [line for line in lines if record is None or line["record"] == record]

    def close(self, value, other, relative):
        self.assertLessEqual(abs(value - other), relative * abs(other), f"{value} and {other}")


def net(dtype=torch.float64, *more):
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(3, 5), *more, nn.Tanh(), nn.Linear(5, 2)).to(dtype)


def problem(model, dtype=torch.float64):
    generator = torch.Generator().manual_seed(2)
    x = torch.randn(24, 3, generator=generator, dtype=torch.float64).to(dtype)
    y = torch.randn(24, 2, generator=generator, dtype=torch.float64).to(dtype)
    return lambda: ((model(x) - y) ** 2).mean()


def train(optimizer, loss, steps, recorder=None, after_backward=None, **notes):
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        if after_backward:
            notes = {**notes, **after_backward()}
        if recorder:
            recorder.note(loss=value, **notes)
        optimizer.step()


def reference(name):
    with open(ROOT / "Tests/TrainingTests/Reference" / name) as file:
        return list(csv.reader(file))


class References(Case):
    """Runs whose every number is known, with exact eigenvalues, by which this program's own core is tested too."""

    def setUp(self):
        super().setUp()
        # NAdam keeps its product of momenta in the default precision.
        torch.set_default_dtype(torch.float64)
        self.addCleanup(torch.set_default_dtype, torch.float32)

    def run_with(self, name, make):
        x, y, theta = (
            torch.tensor([[float(v) for v in row] for row in reference(f"net_{part}.csv")], dtype=torch.float64)
            for part in ("X", "Y", "theta0")
        )
        model = nn.Sequential(nn.Linear(10, 32), nn.Tanh(), nn.Linear(32, 1)).double()
        nn.utils.vector_to_parameters(theta.flatten(), model.parameters())
        optimizer = make(model.parameters())
        loss = lambda: ((model(x) - y) ** 2).mean()  # noqa: E731
        with Recorder(optimizer, self.path, model=model, closure=loss, curvature_every=5, products=30) as recorder:
            train(optimizer, loss, 15, recorder)
        header, *rows = reference(f"net_{name}.csv")
        return [dict(zip(header, map(float, row))) for row in rows]

    def check(self, name, make, ratio=lambda step: 1.0):
        rows = self.run_with(name, make)
        for line in self.lines("step"):
            row = rows[line["step"] - 1]
            for key in ("loss", "grad_norm", "update_norm"):
                self.close(line[key], row[key], 1e-11)
            second = sum(value for key, value in row.items() if key.startswith("sumv_"))
            if "sum_v" in line:
                self.close(line["sum_v"], second, 1e-11)
        looks = self.lines("curvature")
        self.assertEqual([line["step"] for line in looks], [5, 10, 15])
        for line in looks:
            row, factor = rows[line["step"] - 1], ratio(line["step"])
            self.close(line["lambda_grad"], factor * row["lgrad_hhat"], 1e-9)
            self.close(line["lambda_max"], factor * row["lmax_hhat"], 1e-6)
            self.assertLess(line["residual"], 0.01)

    def test_adam(self):
        self.check("adam", lambda p: torch.optim.Adam(p, lr=0.05))

    def test_adamw(self):
        self.check("adamw", lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.01))

    def test_amsgrad(self):
        self.check("amsgrad", lambda p: torch.optim.Adam(p, lr=0.05, amsgrad=True))

    def test_radam(self):
        self.check("radam", lambda p: torch.optim.RAdam(p, lr=0.05))

    def test_momentum(self):
        self.check("sgdm", lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9))
        self.assertNotIn("sum_v", self.lines("step")[0])

    def test_adafactor(self):
        self.check("adafactor", lambda p: torch.optim.Adafactor(p, lr=0.05))

    def test_nadam_has_a_factor_of_its_own(self):
        """The table has Adam's c."""
        mu = [0.9 * (1 - 0.5 * 0.96 ** (t * 4e-3)) for t in range(1, 18)]

        def ratio(t):
            done, ahead = math.prod(mu[:t]), math.prod(mu[: t + 1])
            own = (1 - mu[t - 1]) / (1 - done) + mu[t] / (1 - ahead) * 0.1 / 1.9
            return own / averaging_factor(0.9, t)

        self.check("nadam", lambda p: torch.optim.NAdam(p, lr=0.05), ratio)


class Factors(Case):
    """c: on a parabola with a D that hardly changes, a step is stable just below 2/η and not just above."""

    def grows(self, make, share):
        x = nn.Parameter(torch.ones((), dtype=torch.float64))
        optimizer = make([x])

        def step():
            optimizer.zero_grad()
            (x**2 / 2).backward()
            optimizer.step()

        optimizer.param_groups[0]["lr"] = 0.0
        for _ in range(200):
            step()
        diagonal, factor = RULES[type(optimizer)](Step(x, x.detach(), x.grad, optimizer.state[x], optimizer.param_groups[0]))
        optimizer.param_groups[0]["lr"] = share * 2 / (factor * float(diagonal))
        for _ in range(60):
            step()
        middle = abs(x.item()) + 1e-300
        for _ in range(60):
            step()
        return abs(x.item()) > middle

    def test_is_the_border_of_stability(self):
        optim = torch.optim
        for make in (
            lambda p: optim.Adam(p, eps=1e9), lambda p: optim.AdamW(p, eps=1e9, weight_decay=0),
            lambda p: optim.NAdam(p, eps=1e9, momentum_decay=10), lambda p: optim.RAdam(p, eps=1e9, betas=(0.9, 0.9)),
            lambda p: optim.RMSprop(p, eps=1e9, momentum=0.8), lambda p: optim.SGD(p, lr=1.0),
            lambda p: optim.SGD(p, lr=1.0, momentum=0.9), lambda p: optim.SGD(p, lr=1.0, momentum=0.9, nesterov=True),
            lambda p: optim.SGD(p, lr=1.0, momentum=0.9, dampening=0.9), lambda p: optim.Adagrad(p, eps=1e9),
        ):  # fmt: skip
            self.assertFalse(self.grows(make, 0.998), make([nn.Parameter(torch.ones(1))]))
            self.assertTrue(self.grows(make, 1.002), make([nn.Parameter(torch.ones(1))]))


class Products(Case):
    def measured(self, dtype, method, model=None, **settings):
        model = model or net(dtype)
        loss = problem(model, dtype)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        with Recorder(
            optimizer, self.path, model=model, closure=loss, curvature_every=4, method=method, **settings
        ) as recorder:
            train(optimizer, loss, 8, recorder)
        lines = self.lines("curvature")
        os.remove(self.path)
        return lines

    def test_by_differences_are_those_by_autograd(self):
        for dtype, relative in ((torch.float64, 1e-6), (torch.float32, 5e-3)):
            exact, near = (self.measured(dtype, method) for method in ("autograd", "difference"))
            for one, other in zip(exact, near):
                self.assertEqual((one["method"], other["method"]), ("autograd", "difference"))
                self.close(other["lambda_grad"], one["lambda_grad"], relative)
                self.close(other["lambda_max"], one["lambda_max"], relative)
                self.assertLess(other["disagreement"], 0.05)
                self.assertNotIn("disagreement", one)

    def test_claim_nothing_where_differences_disagree(self):
        class Rough(nn.Module):
            def forward(self, x):
                return x + 1e-3 * torch.sin(x.detach() * 1e7) * x

        lines = self.measured(torch.float32, "difference", net(torch.float32, Rough()))
        self.assertTrue(all("lambda_max" not in line and line["disagreement"] > 0.1 for line in lines), lines)

    def test_fall_back_on_differences(self):
        class Once(torch.autograd.Function):
            @staticmethod
            def forward(context, x):
                return x.clone()

            @staticmethod
            @torch.autograd.function.once_differentiable
            def backward(context, slope):
                return slope

        class Plain(nn.Module):
            def forward(self, x):
                return Once.apply(x)

        model = net(torch.float64, Plain())
        lines = self.measured(torch.float64, "auto", model)
        self.assertEqual({line["method"] for line in lines}, {"difference"})
        with self.assertRaisesRegex(ValueError, "method=\"difference\""):
            self.measured(torch.float64, "autograd", model)

    def test_go_through_fused_attention(self):
        class Attention(nn.Module):
            def forward(self, x):
                heads = x[None, None]
                return nn.functional.scaled_dot_product_attention(heads, heads, heads)[0, 0]

        for dtype in (torch.float32, torch.float64):
            self.assertEqual({line["method"] for line in self.measured(dtype, "auto", net(dtype, Attention()))}, {"autograd"})

    def test_of_groups_are_relative_to_the_first_rate(self):
        model = net()
        loss = problem(model)
        first, last = model[0], model[2]
        optimizer = torch.optim.Adam(
            [{"params": first.parameters()}, {"params": last.parameters(), "lr": 0.03, "betas": (0.8, 0.99)}], lr=0.01
        )
        seen = {}
        real = Recorder.write

        with Recorder(optimizer, self.path, model=model, closure=loss, curvature_every=3, products=37) as recorder:

            def write(line):
                if line["record"] == "curvature":
                    seen["line"] = line
                real(recorder, line)

            recorder.write = write
            train(optimizer, loss, 2, recorder)
            before = nn.utils.parameters_to_vector(model.parameters()).detach().clone()
            train(optimizer, loss, 1, recorder)

        scale = []
        for group in optimizer.param_groups:
            for p in group["params"]:
                beta1, beta2 = group["betas"]
                root = (optimizer.state[p]["exp_avg_sq"] / (1 - beta2**3)).sqrt() + 1e-8
                scale.append((averaging_factor(beta1, 3) * group["lr"] / 0.01 / root).flatten())
        scale = torch.cat(scale)
        nn.utils.vector_to_parameters(before, model.parameters())
        hessian = dense_hessian(model, loss)
        exact = torch.linalg.eigvalsh(scale.sqrt()[:, None] * hessian * scale.sqrt())[-1]
        self.close(seen["line"]["lambda_max"], float(exact), 1e-9)
        self.assertEqual(self.lines("step")[0]["lr"], [0.01, 0.03])


def dense_hessian(model, loss):
    parameters = list(model.parameters())
    slopes = torch.cat([g.flatten() for g in torch.autograd.grad(loss(), parameters, create_graph=True)])
    rows = [torch.autograd.grad(s, parameters, retain_graph=True, allow_unused=True) for s in slopes]
    return torch.stack(
        [torch.cat([torch.zeros_like(p).flatten() if g is None else g.flatten() for g, p in zip(r, parameters)]) for r in rows]
    )


class Silence(Case):
    """A recorded run is the run without a recorder, bit for bit."""

    def trained(self, method, named=True):
        model = nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.Dropout(0.3), nn.Tanh(), nn.Linear(8, 2))
        torch.manual_seed(5)
        for p in model.parameters():
            nn.init.normal_(p)
        loss = problem(model, torch.float32)
        optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
        recorder = None
        if method:
            names = {"model": model} if named else {"names": model.named_parameters()}
            recorder = Recorder(optimizer, self.path, closure=loss, curvature_every=2, layers_every=3, method=method, **names)
        train(optimizer, loss, 7, recorder)
        return [*model.state_dict().values(), torch.rand(3)]

    def test_is_kept(self):
        alone = self.trained(None)
        for method, named in (("autograd", True), ("difference", True), ("difference", False), ("autograd", False)):
            watched = self.trained(method, named)
            self.assertTrue(all(torch.equal(a, b) for a, b in zip(alone, watched)), (method, named))
            self.assertEqual(len(self.lines("curvature")), 3)
            os.remove(self.path)


class Steps(Case):
    def test_have_norms_and_layers(self):
        model = net()
        loss = problem(model)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        recorder = Recorder(optimizer, self.path, model=model, closure=loss, layers_every=2, curvature_every=2)
        train(optimizer, loss, 1, recorder, batch_id=7)
        line = self.lines("step")[0]
        second = torch.cat([optimizer.state[p]["exp_avg_sq"].flatten() for p in model.parameters()])
        self.close(line["sum_v"], float(second.sum()), 1e-12)
        self.close(line["v_norm"], float(second.norm()), 1e-12)
        self.close(line["effective_rate"], float((0.01 / ((second / 0.001).sqrt() + 1e-8)).quantile(0.5)), 1e-9)
        self.close(line["update_ratio"], line["update_norm"] / line["param_norm"], 1e-12)
        self.assertEqual((line["batch_id"], line["step"], line["skipped"]), (7, 1, 0))
        train(optimizer, loss, 1, recorder)
        layers = self.lines("layer")
        self.assertEqual([(layer["layer"], layer["name"]) for layer in layers], [(0, "0"), (1, "2")])
        whole = self.lines("step")[1]
        self.close(math.hypot(*(layer["grad_norm"] for layer in layers)), whole["grad_norm"], 1e-12)
        self.close(sum(layer["sum_v"] for layer in layers), whole["sum_v"], 1e-12)
        self.close(sum(layer["share"] for layer in layers), 1, 1e-9)

    def test_are_recorded_every_n(self):
        model = net()
        optimizer = torch.optim.Adam(model.parameters())
        train(optimizer, problem(model), 9, Recorder(optimizer, self.path, every=4, layers_every=0))
        self.assertEqual([line["step"] for line in self.lines("step")], [4, 8])

    def test_tell_the_gradient_before_clipping(self):
        model = net()
        optimizer = torch.optim.Adam(model.parameters())
        recorder = Recorder(optimizer, self.path, model=model)
        clip = lambda: {"clip_norm": nn.utils.clip_grad_norm_(model.parameters(), 0.01)}  # noqa: E731
        train(optimizer, problem(model), 1, recorder, clip)
        line = self.lines("step")[0]
        self.assertGreater(line["grad_norm"], 0.1)
        self.close(line["grad_norm"] * line["gradient_factor"], 0.01, 1e-4)

    def test_of_several_batches_have_their_mean(self):
        model = net()
        loss = problem(model)
        optimizer = torch.optim.Adam(model.parameters())
        recorder = Recorder(optimizer, self.path, accumulation=2)
        for factor in (1, 3):
            value = loss() * factor
            value.backward()
            recorder.note(loss=value)
        single = float(loss())
        optimizer.step()
        self.close(self.lines("step")[0]["loss"], 2 * single, 1e-12)
        self.assertEqual(self.lines("step")[0]["skipped"], 0)

    def test_that_call_a_closure(self):
        model = net()
        loss = problem(model)
        optimizer = torch.optim.Adam(model.parameters())
        recorder = Recorder(optimizer, self.path, closure=loss, curvature_every=1, model=model)

        def closure():
            optimizer.zero_grad()
            value = loss()
            value.backward()
            return value

        first = float(loss())
        returned = optimizer.step(closure)
        self.assertEqual(float(returned), first)
        self.assertEqual(self.lines("step")[0]["loss"], first)
        gradient = torch.cat([p.grad.flatten() for p in model.parameters()]).norm()
        self.close(self.lines("step")[0]["grad_norm"], float(gradient), 1e-12)
        self.assertEqual(len(self.lines("curvature")), 1)
        recorder.close()

    def test_that_are_not_finite_are_valid_json(self):
        model = net()
        loss = problem(model)
        optimizer = torch.optim.Adam(model.parameters())
        recorder = Recorder(optimizer, self.path, closure=loss, curvature_every=1, model=model)
        train(optimizer, lambda: loss() * math.nan, 1, recorder)
        line = self.lines("step")[0]
        self.assertEqual((line["loss"], line["grad_norm"], line["sum_v"]), ("NaN", "NaN", "NaN"))
        self.assertEqual(self.lines("curvature")[0]["lambda_max"], "NaN")
        with open(self.path) as file:
            self.assertNotIn(":NaN", file.read())

    def test_of_every_optimizer(self):
        optim = torch.optim
        seconds = {"Adam", "AdamW", "NAdam", "RAdam", "RMSprop", "Adagrad", "Adafactor"}
        for kind in (*seconds, "SGD", "Adamax", "Muon"):
            if not hasattr(optim, kind):
                continue
            model = net(torch.float32)
            parameters = [p for p in model.parameters() if p.dim() == 2] if kind == "Muon" else model.parameters()
            optimizer = getattr(optim, kind)(parameters, lr=1e-3)
            train(optimizer, problem(model, torch.float32), 2, Recorder(optimizer, self.path, layers_every=1))
            line = self.lines("step")[-1]
            self.assertEqual("sum_v" in line, kind in seconds, kind)
            self.assertEqual("effective_rate" in line, kind != "Muon", kind)
            self.assertTrue(line["update_norm"] > 0 and self.lines("layer"), kind)
            os.remove(self.path)

    def test_are_the_same_fused_foreach_or_capturable(self):
        found = []
        for settings in ({"foreach": False}, {"foreach": True}, {"fused": True}, {"foreach": False, "lr": torch.tensor(1e-3)}):
            model = net(torch.float32)
            loss = problem(model, torch.float32)
            optimizer = torch.optim.AdamW(model.parameters(), **settings)
            train(optimizer, loss, 4, Recorder(optimizer, self.path, closure=loss, model=model, curvature_every=4))
            found.append({**self.lines("step")[-1], **self.lines("curvature")[-1]})
            os.remove(self.path)
        for other in found[1:]:
            for key in ("lr", "grad_norm", "update_norm", "sum_v", "effective_rate", "lambda_grad", "lambda_max"):
                self.close(other[key], found[0][key], 1e-3)


class Scaling(Case):
    """A GradScaler, whose steps are skipped when the gradient overflows."""

    def run_with(self, fused, unscales):
        model = net(torch.float32)
        loss = problem(model, torch.float32)
        optimizer = torch.optim.AdamW(model.parameters(), fused=fused)
        scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
        recorder = Recorder(optimizer, self.path, closure=loss, model=model, curvature_every=1)
        for step in range(4):
            optimizer.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                value = loss() * (math.inf if step == 1 else 1)
            scaler.scale(value).backward()
            notes = {}
            if unscales:
                scaler.unscale_(optimizer)
                notes["clip_norm"] = nn.utils.clip_grad_norm_(model.parameters(), 1e6)
            recorder.note(loss=value, loss_scale=scaler.get_scale(), **notes)
            scaler.step(optimizer)
            scaler.update()
        recorder.close()
        lines = self.lines("step")
        curvatures = self.lines("curvature")
        os.remove(self.path)
        return lines, curvatures

    def test_is_seen_by_every_kind_of_optimizer(self):
        plain, looks = self.run_with(False, True)
        for fused, unscales in ((False, False), (True, True), (True, False)):
            lines, others = self.run_with(fused, unscales)
            with self.subTest(fused=fused, unscales=unscales):
                self.assertEqual([line["step"] for line in lines], [1, 2, 3, 4])
                self.assertEqual([line["skipped"] for line in lines], [0, 1, 1, 1])
                self.assertEqual([line["loss_scale"] for line in lines], [1024, 1024, 512, 512])
                self.assertEqual(lines[1]["loss"], "Infinity")
                self.assertEqual([look["step"] for look in others], [1, 3, 4])
                # Without unscaling an unfused optimizer is given scaled gradients only by the scaler, which unscales.
                for line, other in zip(lines, plain):
                    if "grad_norm" in other:
                        self.close(line["grad_norm"], other["grad_norm"], 1e-3)
                        self.close(line["sum_v"], other["sum_v"], 1e-3)
                for look, other in zip(others, looks):
                    self.close(look["lambda_grad"], other["lambda_grad"], 1e-2)

    def test_under_half_precision_gives_curvature(self):
        model = net(torch.float32)
        loss = problem(model, torch.float32)

        def half():
            with torch.autocast("cpu", torch.bfloat16):
                return loss()

        found = []
        for probe in (loss, half):
            optimizer = torch.optim.Adam(model.parameters(), lr=0.0)
            with Recorder(optimizer, self.path, closure=probe, model=model, curvature_every=1) as recorder:
                train(optimizer, loss, 1, recorder)
            found.append(self.lines("curvature")[-1])
        self.close(found[1]["lambda_max"], found[0]["lambda_max"], 0.1)


class Files(Case):
    def recorder(self, **settings):
        self.model = net()
        self.optimizer = torch.optim.Adam(self.model.parameters())
        return Recorder(self.optimizer, self.path, **settings)

    def test_are_continued(self):
        with self.recorder() as recorder:
            train(self.optimizer, problem(self.model), 2, recorder)
            state = recorder.state_dict()
        with open(self.path, "a") as file:
            file.write('{"record":"step","st')
        with self.recorder() as recorder:
            recorder.load_state_dict(state)
            recorder.event("resume", note="state restored")
            train(self.optimizer, problem(self.model), 1, recorder)
        with open(self.path) as file:
            lines = [json.loads(line) for line in file if line.endswith("}\n")]
        self.assertEqual([line["record"] for line in lines], ["run", "step", "step", "run", "event", "step"])
        self.assertEqual([line.get("step") for line in lines], [None, 1, 2, None, 2, 3])

    def test_of_others_are_left_alone(self):
        for text in ('{"step": 1, "loss": 2.5}\n', "notes"):
            with open(self.path, "w") as file:
                file.write(text)
            with self.assertRaisesRegex(ValueError, "exists and is no trace"):
                self.recorder()
            with open(self.path) as file:
                self.assertEqual(file.read(), text)

    def test_begin_with_the_run(self):
        self.recorder(info={"batch": 24}).close()
        line = self.lines()[0]
        self.assertEqual(line["schema"], 1)
        self.assertEqual((line["optimizer"], line["betas"], line["parameters"], line["batch"]), ("Adam", [0.9, 0.999], 32, 24))
        self.assertEqual((line["precision"], line["groups"]), ("float64", [{"lr": 0.001, "size": 32}]))

    def test_take_steps_of_the_loop(self):
        recorder = self.recorder()
        train(self.optimizer, problem(self.model), 1, recorder, step=1200)
        train(self.optimizer, problem(self.model), 1, recorder)
        self.assertEqual([line["step"] for line in self.lines("step")], [1200, 1201])


class Refusals(Case):
    def refuses(self, pattern, make):
        with self.assertRaisesRegex(ValueError, pattern):
            make()
        self.assertFalse(os.path.exists(self.path), "nothing is begun")

    def test_come_before_anything_is_written(self):
        model = net()
        loss = problem(model)
        matrices = [p for p in model.parameters() if p.dim() == 2]
        if hasattr(torch.optim, "Muon"):
            self.refuses("no curvature for Muon: its step is orthogonalized", lambda: Recorder(
                torch.optim.Muon(matrices), self.path, closure=loss))  # fmt: skip
        adam = torch.optim.Adam(model.parameters())
        self.refuses("no curvature for LBFGS", lambda: Recorder(
            torch.optim.LBFGS(model.parameters()), self.path, closure=loss))  # fmt: skip
        self.refuses("method is", lambda: Recorder(adam, self.path, method="exact"))
        self.refuses("at least 1", lambda: Recorder(adam, self.path, every=0))
        self.refuses("leave it out of info", lambda: Recorder(adam, self.path, info={"optimizer": "mine"}))
        self.refuses("has no step hooks", lambda: Recorder(object(), self.path))
        turning = nn.Parameter(torch.ones(2, dtype=torch.complex64))
        self.refuses("complex", lambda: Recorder(torch.optim.Adam([turning]), self.path))

        class ZeroOptimizer(torch.optim.Adam):
            pass

        self.refuses("a part of the state", lambda: Recorder(ZeroOptimizer(model.parameters()), self.path))

    def test_of_a_probe_leave_the_weights(self):
        model = net()
        loss = problem(model)

        def trains():
            value = loss()
            value.backward()
            return value

        for closure, pattern in (
            (lambda: 1.0, "must return the probe's loss"),
            (lambda: loss().detach(), "must return the probe's loss"),
            (trains, "leave out backward"),
        ):
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            with Recorder(optimizer, self.path, closure=closure, curvature_every=1, model=model) as recorder:
                loss().backward()
                before = [p.detach() - 0.1 * p.grad for p in model.parameters()]
                recorder.note(loss=1.0)
                with self.assertRaisesRegex(ValueError, pattern):
                    optimizer.step()
            for p, expected in zip(model.parameters(), before):
                self.assertTrue(torch.allclose(p, expected, rtol=0, atol=1e-15))
            optimizer.zero_grad()

    def test_of_sparse_gradients(self):
        table = nn.Embedding(5, 2, sparse=True)
        loss = lambda: (table(torch.tensor([1, 2])) ** 2).sum()  # noqa: E731
        optimizer = torch.optim.SGD(table.parameters(), lr=0.1)
        with Recorder(optimizer, self.path) as recorder:
            train(optimizer, loss, 1, recorder)
            self.assertGreater(self.lines("step")[0]["grad_norm"], 0)
        with Recorder(optimizer, self.path, closure=loss, curvature_every=1):
            loss().backward()
            with self.assertRaisesRegex(ValueError, "sparse=False"):
                optimizer.step()

    def test_of_names_that_are_no_columns(self):
        recorder = Recorder(torch.optim.Adam(net().parameters()), self.path)
        with self.assertRaisesRegex(ValueError, "cannot be a column"):
            recorder.note(**{"Batch id": 1})


if __name__ == "__main__":
    unittest.main(warnings="ignore")

import Testing
import Traces

@testable import Logs

/// Printed output of programs: recognition of its format, and known pitfalls.
@Suite struct TextLogs {
    @Test func ofNanoGPTKeepEvaluationsApart() throws {
        let log = try LogFolder.log(
            """
            step 0: train loss 4.2, val loss 4.3
            iter 0: loss 4.25, time 100.00ms, mfu -100.00%
            iter 1: loss 4.11, time 80.00ms, mfu 30.00%
            iter 2: loss 3.97, time 80.00ms, mfu 30.00%
            Traceback (most recent call last):
            """
        )
        #expect(log.format == "nanogpt" && log.lossKind == .step)
        #expect(log.trace.steps == [0, 1, 2] && log.trace[.loss] == [4.25, 4.11, 3.97])
        #expect(log.evaluations["eval_loss"] == [Log.Evaluation(step: 0, value: 4.3)])
        #expect(log.evaluations["eval_train_loss"] == [Log.Evaluation(step: 0, value: 4.2)])
        #expect(log.dropped == ["lines of another form": 1])
        #expect(log.notRecorded.contains("grad_norm") && log.columns["loss"] == "loss")
        #expect(log.rounding["loss"] == 0.01)
    }

    @Test func ofLLMC() throws {
        let log = try LogFolder.log(
            "s:0 tel:11.01\ns:0 trl:11.00 lr:0.000001 norm:15.37\ns:1 trl:10.9 lr:0.000002 norm:14.1\ns:1 eval:0.29\n"
        )
        #expect(log.format == "llm.c")
        #expect(log.trace[.gradNorm] == [15.37, 14.1] && log.trace[.lr] == [0.000001, 0.000002])
        #expect(log.evaluations["eval_loss"]?.map(\.value) == [11.01])
        let old = try LogFolder.log("s:1 trl:3.5\ns:2 trl:3.25\n")
        #expect(old.format == "llm.c" && old.trace[.loss] == [3.5, 3.25])
    }

    @Test func ofLLMCsOutputLeaveItsOwnOutlierScoresAside() throws {
        let log = try LogFolder.log(
            """
            | learning rate (LR)    | 6.000000e-04        |
            step   10/19560 | loss 3.125 (+0.21z)| norm 1.25 (-0.12z)| lr 3.00e-04 | 80.1 ms
            step   11/19560 | loss nan (+nanz)| norm nan (+nanz)| lr 3.10e-04 | 80.1 ms
            """
        )
        #expect(log.format == "llm.c-output" && log.trace.steps == [10, 11])
        #expect(log.trace[.lr] == [3e-4, 3.1e-4] && log.trace[.gradNorm].first == 1.25)
        #expect(log.nonFinite.map(\.column) == ["grad_norm", "loss"] && log.nonFinite.allSatisfy { $0.step == 11 })
        #expect(log.trace.outcome == .diverged(step: 11))
    }

    @Test func ofModdedNanoGPTBeginWithTheScript() throws {
        let log = try LogFolder.log(
            """
            train_loss = 0 # step:1/2 in a comment
            print(f"step:{step}/{steps} train_loss:{loss}")
            ====
            step:0/5100 val_loss:10.9 train_time:10ms
            step:1/5100 train_loss:10.5 train_time:1368ms step_avg:nanms
            step:2/5100 train_loss:9.75 train_time:1429ms step_avg:nanms
            """
        )
        #expect(log.format == "modded-nanogpt" && log.trace[.loss] == [10.5, 9.75])
        #expect(log.dropped["lines of another form"] == 3 && log.evaluations["eval_loss"]?.count == 1)
    }

    @Test func ofNanochatAreSmoothed() throws {
        let log = try LogFolder.log(
            "step 00010/05000 (0.20%) | loss: 3.125 | grad norm: 0.5 | lrm: 1.00 | dt: 80ms\n"
                + "step 00011/05000 (0.22%) | loss: 3.100 | grad norm: 0.4 | lrm: 1.00 | dt: 80ms\n"
        )
        #expect(log.format == "nanochat" && log.lossKind == .ema && log.trace[.gradNorm] == [0.5, 0.4])
        #expect(log.notes.contains { $0.contains("delayed and lowered") })
    }

    @Test func ofMegatronHaveNaNWhereTheLossIsMissing() throws {
        let log = try LogFolder.log(
            """
             iteration      120/    5000 | consumed samples:         1920 | learning rate: 3.000E-04 | lm loss: 2.500000E+00 \
            | loss scale: 8192.0 | grad norm: 0.250 | number of skipped iterations:   0 | number of nan iterations:   0 |
             [2025-10-11 18:11:22] iteration      121/    5000 | consumed samples:         1936 | learning rate: 3.000E-04 \
            | loss scale: 4096.0 | grad norm: nan | number of skipped iterations:   1 | number of nan iterations:   1 |
            """
        )
        #expect(log.format == "megatron" && log.lossKind == .window && log.trace.steps == [120, 121])
        #expect(log.nonFinite.map(\.column) == ["grad_norm", "loss"])
        #expect(log.trace[TraceColumn("loss_scale")] == [8192, 4096] && log.trace[TraceColumn("skipped")] == [0, 1])
        #expect(log.trace[TraceColumn("samples")] == [1920, 1936])
    }

    @Test func ofNeoXAndNanotron() throws {
        let neox = try LogFolder.log(
            "samples/sec: 1.7 | iteration        1/   55000 | learning rate: 1.2E-09 | lm_loss: 2.25E+00 "
                + "| number of skipped iterations:   0 | number of nan iterations:   0 |\n"
        )
        #expect(neox.format == "megatron" && neox.trace[.loss] == [2.25] && neox.columns["loss"] == "lm_loss")
        let nanotron = try LogFolder.log(
            "iteration: 10 / 5000 | consumed_tokens: 1.5M | elapsed: 2.1K | lm_loss: 2.5 | lr: 0.0003 | grad_norm: 1.1\n"
                + "iteration: 11 / 5000 | consumed_tokens: 1.6M | elapsed: 2.1K | lm_loss: 2.4 | lr: 0.0003 | grad_norm: 1\n"
        )
        #expect(nanotron.format == "nanotron" && nanotron.trace.steps == [10, 11])
        #expect(nanotron.trace[TraceColumn("tokens")] == [1.5e6, 1.6e6])
    }

    @Test func ofDeepSpeedHaveScalesOfOverflows() throws {
        let log = try LogFolder.log(
            """
            [Rank 0] step=200, skipped=4, lr=[0.00025, 0.00025], mom=[(0.9, 0.999), (0.9, 0.999)] loss=2.5
            [deepspeed] OVERFLOW! Rank 0 Skipping step. Attempted loss scale: 65536.0, reducing to 32768.0
            [Rank 0] step=210, skipped=5, lr=[0.0003], mom=[(0.9, 0.999)] loss=2.25
            """
        )
        #expect(log.format == "deepspeed" && log.trace.steps == [200, 210] && log.trace[.lr] == [0.00025, 0.0003])
        #expect(log.trace[TraceColumn("skipped")] == [4, 5])
        #expect(log.trace[TraceColumn("loss_scale")].first == 32768)
    }

    @Test func ofTorchtitanAreColoured() throws {
        let log = try LogFolder.log(
            "[titan] \u{1B}[31mstep: 10  \u{1B}[32mloss:  3.1250  \u{1B}[38;5;208mgrad_norm:  1.5\u{1B}[0m  memory: 38.28GiB(80.80%)\n"
                + "[titan] \u{1B}[31mstep: 20  \u{1B}[32mloss:  3.0000  \u{1B}[38;5;208mgrad_norm:  1.25\u{1B}[0m  memory: 38.28GiB(80.80%)\n"
        )
        #expect(log.format == "torchtitan" && log.trace[.loss] == [3.125, 3] && log.trace[.gradNorm] == [1.5, 1.25])
        #expect(log.stride == 10)
    }

    @Test func ofTorchtune() throws {
        let log = try LogFolder.log(
            "Step 1 | loss:1.25 lr:2e-05 tokens_per_second_per_gpu:480.1\nStep 2 | loss:1.5 lr:3e-05 x:1\n"
        )
        #expect(log.format == "torchtune" && log.trace[.loss] == [1.25, 1.5] && log.trace[.lr] == [2e-5, 3e-5])
    }

    @Test func ofFairseqAreInBits() throws {
        let log = try LogFolder.log(
            """
            | epoch 001:     40 / 900 loss=5.125, gnorm=1.25, clip=20, loss_scale=64, lr=0.0005
            | WARNING: overflow detected, setting loss scale to: 32.0
            | epoch 002:     10 / 900 loss=4.5, gnorm=1.5, clip=20, loss_scale=32, lr=0.0006
            | epoch 002 | valid on 'valid' subset | loss 4.75 | num_updates 910
            """
        )
        #expect(log.format == "fairseq" && log.unit == "bits")
        #expect(log.trace.steps == [40, 910] && log.trace[.loss] == [5.125, 4.5])
        #expect(log.trace[TraceColumn("loss_scale")] == [32, 32])
        #expect(log.evaluations["eval_loss"] == [Log.Evaluation(step: 910, value: 4.75)])
        let later = try LogFolder.log(
            "[2024-01-01][train_inner][INFO] - {\"epoch\": 1, \"update\": 0.1, \"loss\": \"5.5\", \"num_updates\": \"200\", \"lr\": \"1e-05\"}\n"
        )
        #expect(later.format == "fairseq" && later.trace.steps == [200] && later.trace[.loss] == [5.5])
    }

    @Test func ofMMEngine() throws {
        let log = try LogFolder.log(
            """
            2024/05/07 11:45:16 - mmengine - INFO - Iter(train) [ 510/2046]  lr: 1.75e-04  eta: 1:25:37  time: 22.5  loss: 0.5  grad_norm: nan
            2024/05/07 11:45:45 - mmengine - INFO - Iter(train) [ 520/2046]  lr: 1.5e-04  eta: 1:24:50  time: 2.9  loss: 0.25  grad_norm: nan
            """
        )
        #expect(log.format == "mmengine" && log.trace.steps == [510, 520] && log.trace[.lr] == [1.75e-4, 1.5e-4])
        #expect(log.nonFinite.count == 2 && log.trace.outcome == .completed)
        let epochs = try LogFolder.log(
            "Epoch(train)   [2][ 50/100]  lr: 1e-3  loss: 0.5\nEpoch(train)   [2][100/100]  lr: 1e-3  loss: 0.4\n"
        )
        #expect(epochs.trace.steps == [150, 200])
    }

    @Test func ofOLMoHaveALineForEachColumn() throws {
        let log = try LogFolder.log(
            """
            2024-01-01 node:0 olmo.train:833 INFO [step=10/739328]
                train/CrossEntropyLoss=2.500
                throughput/total_tokens=4,194,304
                optim/total_grad_norm=1.50
            2024-01-01 node:0 olmo.train:833 INFO [step=20/739328]
                train/CrossEntropyLoss=2.250
                optim/total_grad_norm=1.25
            """
        )
        #expect(log.format == "olmo-output" && log.trace.steps == [10, 20] && log.trace[.loss] == [2.5, 2.25])
        #expect(log.trace[.gradNorm] == [1.5, 1.25] && log.trace[TraceColumn("tokens")].first == 4_194_304)
    }

    @Test func ofMLXLM() throws {
        let log = try LogFolder.log(
            """
            Iter 10: Train loss 1.375, LR 4.500e-07, grad_norm 4.25, skipped 0
            Iter 20: SKIPPED non-finite batch (loss 1.23, norm nan) -- weights untouched
            Iter 20: Train loss 1.25, LR 9.500e-07, grad_norm 5044.0, skipped 1
            """
        )
        #expect(log.format == "mlx-lm" && log.trace[.gradNorm] == [4.25, 5044] && log.trace[.loss] == [1.375, 1.25])
    }

    @Test func ofHuggingFacesOutputAreDictionariesWithoutSteps() throws {
        let log = try LogFolder.log(
            """
              1%|          | 10/1000 [00:10<10:00]{'loss': 2.125, 'grad_norm': 1.5, 'learning_rate': 5e-05, 'epoch': 0.01}
            {'loss': 0.0, 'grad_norm': nan, 'learning_rate': 4e-05, 'epoch': 0.02}
            {'eval_loss': 2.5, 'eval_runtime': 1.0, 'epoch': 0.02}
            {'train_runtime': 88.0, 'train_loss': 1.9, 'epoch': 1.0}
            """
        )
        #expect(log.format == "hf-output" && log.trace[.loss] == [2.125, 0] && log.trace.steps == [1, 2])
        #expect(log.nonFinite == [.init(step: 2, column: "grad_norm", value: .nan)])
        #expect(log.notes.contains { $0.contains("no steps") } && log.lossKind == .window)
    }

    @Test(arguments: [
        "step 10 | loss 2.5 | grad_norm  9.5\nstep 11 | loss 2.25 | grad_norm nan\n",
        "Step   10 | Loss: 2.5 | LR: 3.00e-04 | GradNorm: 9.5 | TPS: 16.88K\nStep   11 | Loss: 2.25 | LR: 3.00e-04\n",
        "2024-01-01 10:00:00 INFO step=10 loss=2.5 lr=1e-3\n2024-01-01 10:00:01 INFO step=11 loss=2.25 lr=1e-3\n",
        "10/9500 (epoch 3.947), train_loss = 2.5, grad/param norm = 3.9e-02\n11/9500 (epoch 4.0), train_loss = 2.25, x = 1\n",
        "[info] iter: 10, train/loss: 2.5\n[info] iter: 11, train/loss: 2.25\n",
        "10 | loss 2.5 | lr 1.0e-05 | 80.1ms | mfu 30%\n11 | loss 2.25 | lr 1.0e-05 | 80.1ms | mfu 30%\n",
        "Epoch 1 | iter 10 | loss train: 2.5, val: n/a\nEpoch 1 | iter 11 | loss train: 2.25, val: n/a\n",
        "Epoch 0:  1%|  | 10/1000 [0:10, v_num=0, reduced_train_loss=2.5, global_step=10.0]\r"
            + "Epoch 0:  1%|  | 11/1000 [0:11, v_num=0, reduced_train_loss=2.25, global_step=11.0]",
    ])
    func ofOtherProgramsAreReadByTheirNames(text: String) throws {
        let log = try LogFolder.log(text)
        #expect(log.format == "text" && log.lossKind == .unknown)
        #expect(log.trace.steps == [10, 11] && log.trace[.loss] == [2.5, 2.25])
    }

    @Test func ofNoKnownNamesAreReadAsTold() throws {
        let text =
            "[  1]    1440 || B: 5.495 | C: 3.668 | T: 17.5 || timer: 0.298\n[  1]    1450 || B: 5.5 | C: 3.5 | T: 17.25 || timer: 0.3\n"
        #expect(try LogFolder.fault(text.utf8).contains("no line of the file is of a form that is known"))
        let log = try LogFolder.log(text, columns: ["loss": "T"])
        #expect(log.trace[.loss] == [17.5, 17.25] && log.trace.steps == [1, 2])
    }
}

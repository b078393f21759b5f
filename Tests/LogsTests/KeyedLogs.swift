import Diagnostics
import Testing
import Traces

@testable import Logs

/// Tables, JSON and JSON lines, recognised by their names.
@Suite struct KeyedLogs {
    @Test func ofHuggingFaceEndWithASummary() throws {
        let log = try LogFolder.log(
            """
            {"global_step": 300, "logging_steps": 10, "log_history": [
              {"loss": 2.3125, "grad_norm": 1.5, "learning_rate": 3e-5, "epoch": 0.2, "step": 10},
              {"eval_loss": 2.5, "epoch": 0.2, "step": 10},
              {"loss": NaN, "grad_norm": Infinity, "learning_rate": 2e-5, "epoch": 0.4, "step": 20},
              {"loss": 0.0, "grad_norm": NaN, "learning_rate": 2e-5, "epoch": 0.6, "step": 30},
              {"train_loss": 1.9, "train_runtime": 88, "step": 30}
            ]}
            """,
            "trainer_state.json"
        )
        #expect(log.format == "hf-trainer" && log.lossKind == .window && log.trace.steps == [10, 20, 30])
        #expect(log.dropped["the summary at the end"] == 1)
        #expect(log.nonFinite.map(\.step) == [20, 20, 30] && log.nonFinite[0].value == .infinity)
        #expect(log.evaluations["eval_loss"] == [Log.Evaluation(step: 10, value: 2.5)])
        #expect(log.trace[.loss].last == 0 && log.trace.outcome == .completed)
    }

    @Test func ofLLaMAFactory() throws {
        let log = try LogFolder.log(
            """
            {"current_steps": 10, "total_steps": 900, "loss": 1.25, "lr": 1e-5, "epoch": 0.1}
            {"current_steps": 20, "total_steps": 900, "eval_loss": 1.5, "epoch": 0.2}
            {"current_steps": 20, "total_steps": 900, "loss": 1.125, "lr": 2e-5, "epoch": 0.2}
            """
        )
        #expect(log.format == "llama-factory" && log.trace.steps == [10, 20] && log.trace[.loss] == [1.25, 1.125])
        #expect(log.columns["step"] == "current_steps")
    }

    @Test func ofAWandbChartHoldSeveralRuns() throws {
        let text = """
            "Step","a - b - train/loss","a - b - train/loss__MIN","a - b - train/loss__MAX","c - train/loss","c - train/loss__MIN","c - train/loss__MAX"
            "0","2.5","2.25","2.75","3.5","3.25","3.75"
            "1","","","","3.25","3","3.5"
            """
        let told = try LogFolder.fault(text.utf8, "chart.csv")
        #expect(told == "log.runs: the log holds 2 runs; say which: run: NAME; there are 'a - b', 'c'")
        let log = try LogFolder.log(text, "chart.csv", run: "c")
        #expect(log.format == "wandb-chart" && log.trace[.loss] == [3.5, 3.25] && log.run == "c")
        #expect(log.notes.contains { $0.contains("sampled") })
        #expect(try LogFolder.fault(text.utf8, "chart.csv", run: "d").contains("there is no run 'd'"))
    }

    @Test func ofWandbChartsMayBeAFileForEachColumn() throws {
        let log = try LogFolder.log([
            ("a.csv", "\"Step\",\"r - train/loss\",\"r - train/loss__MIN\"\n\"1\",\"2.5\",\"2\"\n"),
            ("b.csv", "\"Step\",\"r - lr\",\"r - lr__MIN\"\n\"1\",\"0.5\",\"0.5\"\n"),
        ])
        #expect(log.trace[.loss] == [2.5] && log.trace[.lr] == [0.5])
        let unnamed = try LogFolder.log("\"Step\",\"train/loss\",\"train/loss__MIN\"\n\"1\",\"2.5\",\"2\"\n")
        #expect(unnamed.format == "wandb-chart" && unnamed.trace[.loss] == [2.5])
    }

    @Test func ofLightningHaveAFolderForEachStart() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write("epoch,step,train_loss\n0,50,3\n0,100,2.5\n0,150,2\n", to: "logs/version_2/metrics.csv")
        try folder.write("epoch,step,train_loss\n0,100,1.5\n", to: "logs/version_10/metrics.csv")
        try folder.write("a: 1", to: "logs/version_2/hparams.yaml")
        let log = try LogReader.read(files: [folder.path("logs")])
        #expect(log.files.map { $0.contains("version_10") } == [false, true])
        #expect(log.trace.steps == [50, 100] && log.trace[.loss] == [3, 1.5] && log.repeatedSteps == 2)
    }

    @Test func ofOneRunAreOfOneFormat() throws {
        #expect {
            try LogFolder.log([("a.csv", "step,loss\n1,2\n"), ("b.jsonl", "{\"step\":2,\"loss\":1}\n")])
        } throws: { error in
            (error as? LogFault)?.diagnostic.message.contains("is of the format 'jsonl', and '") == true
        }
    }

    @Test func ofAWandbTableHaveNoHistory() throws {
        let text = "\"Name\",\"State\",\"Created\",\"lr\",\"train/loss\"\n\"a\",\"finished\",\"2026\",\"0.1\",\"2.5\"\n"
        #expect(
            try LogFolder.fault(text.utf8).hasPrefix(
                "log.no-history: this is W&B's table of runs: a row a run with final values"
            )
        )
    }

    @Test func ofWandbsHistoryPreferTheRealStep() throws {
        let log = try LogFolder.log(
            """
            {"_step": 0, "_runtime": 1.5, "train/loss": 2.5, "train/global_step": 10}
            {"_step": 1, "_runtime": 2.5, "train/loss": "NaN", "train/global_step": 20}
            {"_step": 2, "_runtime": 2.6, "eval/loss": 2.75, "train/global_step": 20}
            """
        )
        #expect(log.format == "wandb-history" && log.columns["step"] == "train/global_step")
        #expect(log.trace.steps == [10, 20] && log.nonFinite.map(\.step) == [20])
        let calls = try LogFolder.log(
            "{\"_step\":0,\"_runtime\":1,\"loss\":2}\n{\"_step\":1,\"_runtime\":2,\"lr\":3}\n{\"_step\":1,\"loss\":1}\n"
        )
        #expect(calls.notes.contains { $0.contains("'_step' counts calls") } && calls.trace.steps == [0, 1])
        #expect(calls.trace[.lr].last == 3)
    }

    @Test func ofLightningAreSparse() throws {
        let log = try LogFolder.log(
            """
            epoch,step,train_loss_step,train_loss_epoch,val_loss,grad_2.0_norm_total,lr-AdamW
            0,49,2.5,,,1.5,
            0,49,,,,,0.001
            0,99,2.25,,,1.25,
            0,99,,2.375,2.75,,
            1,149,2,,,1,
            """,
            "metrics.csv"
        )
        #expect(log.format == "lightning" && log.lossKind == .step && log.trace.steps == [49, 99, 149])
        #expect(log.trace[.gradNorm] == [1.5, 1.25, 1] && log.trace[.lr][0] == 0.001 && log.stride == 50)
        #expect(log.notes.contains("the loss is 'train_loss_step'; there are also 'train_loss_epoch'"))
        #expect(log.evaluations["eval_loss"]?.map(\.step) == [99])
    }

    @Test func ofLightningWithEpochMeansAloneSaySo() throws {
        let log = try LogFolder.log("epoch,step,train_loss_epoch\n0,99,2.5\n1,199,2.25\n", "metrics.csv")
        #expect(log.lossKind == .epoch)
    }

    @Test func ofKerasAreOfEpochs() throws {
        let log = try LogFolder.log("epoch,loss,val_loss,lr\n0,2.5,2.75,0.01\n1,2.25,2.5,0.01\n")
        #expect(log.format == "keras" && log.lossKind == .epoch && log.columns["step"] == "epoch")
        #expect(log.notes.contains { $0.contains("invisible") } && log.trace[.loss] == [2.5, 2.25])
    }

    @Test(arguments: [
        (
            "olmo",
            "{\"step\":1,\"train/CrossEntropyLoss\":2.5,\"optim/total_grad_norm\":1.5,\"optim/learning_rate_group0\":0.5}"
        ),
        ("olmo", "{\"step\":1,\"train/CE loss\":2.5,\"optim/total grad norm\":1.5,\"optim/LR (group 0)\":0.5}"),
        ("levanter", "{\"global_step\":1,\"train/loss\":2.5,\"grad/norm/total\":1.5,\"optim/learning_rate\":0.5}"),
        ("lingua", "{\"global_step\":1,\"loss/out\":2.5,\"optim/grad_norm\":1.5,\"optim/lr\":0.5}"),
        (
            "composer",
            "{\"step\":1,\"loss/train/total\":2.5,\"l2_norm/grad/global\":1.5,\"lr-DecoupledAdamW/group0\":0.5}"
        ),
        ("jsonl", "{\"step\":1,\"loss_metrics/global_avg_loss\":2.5,\"grad_norm\":1.5,\"lr\":[0.5,0.25]}"),
        ("csv", "iteration;trainLoss;grad norm;learning_rate\n1;2.5;1.5;0.5"),
        ("csv", "step\tloss\tgrad_norm\tlr\n1\t2.5\t1.5\t0.5"),
    ])
    func areKnownByTheirNames(format: String, text: String) throws {
        let log = try LogFolder.log(text + "\n")
        #expect(log.format == format)
        #expect(log.trace[.loss] == [2.5] && log.trace[.gradNorm] == [1.5] && log.trace[.lr] == [0.5])
    }

    @Test func ofLinguaMayNotHaveMeasuredTheNorm() throws {
        let log = try LogFolder.log(
            "{\"global_step\":1,\"loss/out\":2.5,\"optim/grad_norm\":-1}\n{\"global_step\":2,\"loss/out\":2,\"optim/grad_norm\":1.5}\n"
        )
        #expect(log.trace[.gradNorm].last == 1.5 && log.trace[.gradNorm][0].isNaN && log.nonFinite.isEmpty)
    }

    @Test func ofMLflowAreAFileForEachColumn() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write("1717000000000 2.5 10\n1717000001000 2.25 20\n", to: "metrics/train/loss")
        try folder.write("1717000000000 1.5 10\n1717000001000 1.25 20\n", to: "metrics/grad_norm")
        let log = try LogReader.read(files: [folder.path])
        #expect(log.format == "mlflow" && log.trace.steps == [10, 20] && log.columns["loss"] == "train/loss")
        #expect(log.trace[.gradNorm] == [1.5, 1.25] && log.segments.count == 1)
        try folder.write("1717000000000 2.5 0\n1717000001000 2.25 0\n1717000002000 2 0\n", to: "other/metrics/loss")
        let counted = try LogReader.read(files: [folder.path("other")])
        #expect(counted.trace.steps == [1, 2, 3] && counted.notes.contains { $0.contains("one step") })
    }

    @Test func ofDeepSpeedsTablesCountSamples() throws {
        let log = try LogFolder.log([
            ("Train_Samples_train_loss.csv", "step,Train/Samples/train_loss\n32,2.5\n64,2.25\n"),
            ("Train_Samples_lr.csv", "step,Train/Samples/lr\n32,0.5\n64,0.25\n"),
        ])
        #expect(log.format == "deepspeed-csv" && log.trace.steps == [32, 64] && log.trace[.lr] == [0.5, 0.25])
        #expect(log.notes.contains("DeepSpeed counts samples here, not steps"))
    }

    @Test func asOneDocumentOfColumnsOrRows() throws {
        let columns = try LogFolder.log(
            "{\"epoch\": [0, 100, 200], \"train_loss\": [2.5, 2.25, NaN], \"note\": [1]}",
            "a.json"
        )
        #expect(columns.format == "json" && columns.trace.steps == [0, 100, 200] && columns.stride == 100)
        #expect(columns.nonFinite.map(\.step) == [200] && columns.notes.contains { $0.contains("'note' has 1 values") })
        let rows = try LogFolder.log("[\n {\"step\": 1, \"loss\": 2.5},\n {\"step\": 2, \"loss\": 2.25}\n]", "b.json")
        #expect(rows.format == "json" && rows.trace[.loss] == [2.5, 2.25])
    }

    @Test func sayOnTheirLinesWhichAreEvaluations() throws {
        let log = try LogFolder.log(
            """
            {"split": "train", "step": 1, "loss": 2.5}
            {"split": "val", "step": 1, "loss": 9.5}
            {"split": "train", "step": 2, "loss": 2.25}
            """
        )
        #expect(log.trace[.loss] == [2.5, 2.25] && log.dropped == ["evaluations, as their lines say": 1])
    }

    @Test func withoutALossAreAskedAbout() throws {
        let text =
            "{\"loss_scaled\": 1.5, \"step\": 0, \"vicreg_loss\": 2}\n{\"loss_scaled\": 1.25, \"step\": 1, \"vicreg_loss\": 2}\n"
        let told = try LogFolder.fault(text.utf8)
        #expect(told.hasPrefix("log.no-loss: none of the 3 names in 2 rows is known as a loss; say which is: loss="))
        #expect(told.contains("'loss_scaled', 'vicreg_loss', 'step'"))
        let log = try LogFolder.log(text, columns: ["loss": "loss_scaled"])
        #expect(log.trace[.loss] == [1.5, 1.25] && log.trace.steps == [0, 1])
        #expect(
            try LogFolder.fault(text.utf8, columns: ["loss": "loss_scald"]).hasSuffix("did you mean 'loss_scaled'?")
        )
        #expect(try LogFolder.fault(text.utf8, columns: ["los": "x"]).hasSuffix("did you mean 'loss'?"))
        #expect(
            try LogFolder.fault(text.utf8, format: "jsonlines").hasPrefix("log.format: there is no format 'jsonlines'")
        )
    }

    @Test func writtenAsNothingAtTheEndAreNaN() throws {
        let text = "step,loss,grad_norm\n0,2.5,1\n1,,\n2,9e27,1e9\n3,,\n4,,\n5,,\n"
        let log = try LogFolder.log(text)
        #expect(log.trace.steps == [0, 2, 3, 4, 5] && log.trace.outcome == .diverged(step: 3))
        #expect(log.nonFinite.map(\.step) == [3, 4, 5] && log.dropped["empty but for their step"] == 1)
    }
}

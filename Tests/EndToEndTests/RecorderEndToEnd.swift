import Foundation
import Testing

/// `spikebook recorder`: the file that it prints, and what the file records under PyTorch.
@Suite struct RecorderEndToEnd {
    /// A Python that has torch; nil on a machine without one.
    private static let python: String? = {
        let named = ProcessInfo.processInfo.environment["SPIKEBOOK_PYTHON"] ?? "python3"
        let outcome = try? Desk().call(script: "'\(named)' -c 'import torch; assert torch.__version__ >= \"2\"'")
        return outcome?.code == 0 ? named : nil
    }()

    private static let lack: Comment = "PyTorch is not here: install it, or name a Python with it in SPIKEBOOK_PYTHON"
    private static let tests = Desk.books.deletingLastPathComponent()

    @Test func isPrintedOrWritten() throws {
        let desk = try Desk()
        let printed = try desk.call("recorder")
        #expect(printed.code == 0 && printed.notes.isEmpty && printed.output.contains("\nclass Recorder:\n"))
        let written = try desk.call("recorder", "--output", "recorder.py")
        #expect(written.code == 0 && written.output.isEmpty && written.notes == "recorder: recorder.py\n")
        #expect(try desk.text("recorder.py") == printed.output)
        try desk.edit("recorder.py", "SCHEMA = 1", "SCHEMA = 0")
        #expect(try desk.call("recorder", "--output", "recorder.py").code == 0)
        #expect(try desk.text("recorder.py") == printed.output, "an older one is replaced")
    }

    @Test func replacesNothingOfAnother() throws {
        let desk = try Desk()
        try desk.write("print('mine')\n", to: "train.py")
        let outcome = try desk.call("recorder", "--output", "train.py")
        #expect(outcome.code == 2 && outcome.notes.contains("'train.py' exists and is no recorder of Spikebook"))
        #expect(try desk.text("train.py") == "print('mine')\n")
    }

    @Test(.enabled(if: python != nil, lack)) func measuresWhatItSays() throws {
        let script = Self.tests.appending(path: "Recorder/test_recorder.py").path
        let outcome = try Desk().call(script: "PYTHONDONTWRITEBYTECODE=1 '\(Self.python ?? "")' '\(script)'")
        #expect(outcome.code == 0, "\(outcome.notes)")
    }

    /// A program in PyTorch from the same start, on the same data, has the trace of our own run.
    @Test(.enabled(if: python != nil, lack)) func measuresWhatOurOwnRunsMeasure() throws {
        let desk = try Desk(chapter: Self.chapter.replacing("PYTHON", with: Self.python ?? ""), in: "01-both.md")
        for (name, copy) in [("net_XY.csv", "net.csv"), ("net_theta0.csv", "theta0.csv")] {
            let file = Self.tests.appending(path: "ExperimentsTests/Reference/\(name)")
            try desk.write(Data(contentsOf: file), to: "Chapters/\(copy)")
        }
        #expect(try desk.call("recorder", "--output", "Chapters/spikebook_recorder.py").code == 0)
        try desk.write(Self.program, to: "Chapters/train.py")
        let outcome = try desk.call("build", "--allow-code")
        #expect(outcome.code == 0, "\(outcome.notes)")
        let apart = try desk.call("query", "--csv", "SELECT * FROM apart")
        let claims = try desk.call("claims")
        #expect(claims.output.contains("✓ reproduced, 1 of 1"), "\(claims.output)\n\(apart.output)\(apart.notes)")
    }

    private static let chapter = """
        # Both

        ```{experiment}
        id: own
        model: {mlp: {widths: [10, 32, 1]}}
        data: {csv: {file: net.csv}}
        initial: {file: {path: theta0.csv}}
        optimizer: {adam: {lr: 0.05}}
        probes: [{moments: {}}, {curvature: {}}]
        steps: 30
        ```

        ```{experiment}
        id: torch
        command: [PYTHON, train.py, "{dir}/run.jsonl"]
        inputs: [spikebook_recorder.py, net.csv, theta0.csv]
        trace: {file: "{dir}/run.jsonl"}
        optimizer: {adam: {lr: 0.05}}
        ```

        ```{query}
        id: apart
        sql: |
          SELECT count(*) AS steps, max(abs(a.loss/b.loss - 1)) AS loss, max(abs(a.grad_norm/b.grad_norm - 1)) AS gradient,
            max(abs(a.update_norm/b.update_norm - 1)) AS step, max(abs(a.sum_v/b.sum_v - 1)) AS moment,
            max(abs(a.lambda_grad/b.lambda_grad - 1)) AS along, max(abs(a.lambda_max/b.lambda_max - 1)) AS largest
          FROM trace AS a JOIN trace AS b ON a.step = b.step
          WHERE a.experiment = 'own' AND b.experiment = 'torch' AND b.lambda_max IS NOT NULL
        caption: How far they are apart.
        ```

        ```{claim}
        id: same
        says: They are the same.
        sql: SELECT * FROM apart
        expect: steps = 30 AND loss < 1e-11 AND gradient < 1e-11 AND step < 1e-11 AND moment < 1e-11 AND along < 1e-9
          AND largest < 1e-3
        ```
        """

    private static let program = """
        import csv, sys, torch
        from spikebook_recorder import Recorder

        torch.set_default_dtype(torch.float64)
        read = lambda name: torch.tensor([[float(v) for v in row] for row in csv.reader(open(name))])
        table, start = read("net.csv"), read("theta0.csv").flatten()
        model = torch.nn.Sequential(torch.nn.Linear(10, 32), torch.nn.Tanh(), torch.nn.Linear(32, 1))
        torch.nn.utils.vector_to_parameters(start, model.parameters())
        loss_of = lambda: ((model(table[:, :10]) - table[:, 10:]) ** 2).mean()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
        recorder = Recorder(
            optimizer, sys.argv[1], model=model, closure=loss_of, curvature_every=1, layers_every=10, products=12
        )
        for step in range(30):
            optimizer.zero_grad()
            loss = loss_of()
            loss.backward()
            recorder.note(loss=loss)
            optimizer.step()
        recorder.close()
        """
}

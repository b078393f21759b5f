#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Charts

/// Adam on half the square of one parameter: a loss that covers 37 decades, with a spike.
struct Parabola {
    private(set) var loss: [Double] = []
    private(set) var curvature: [Double] = []
    private(set) var gradient: [Double] = []
    private(set) var v: [Double] = []
    private(set) var decay: [Double] = []

    init(steps: Int = 1000, eta: Double = 0.15, beta1: Double = 0.9, beta2: Double = 0.99) {
        var (theta, m, v) = (1.0, 0.0, 0.0)
        for step in 1...steps {
            let old = v
            m = beta1 * m + (1 - beta1) * theta
            v = beta2 * v + (1 - beta2) * theta * theta
            let root = (v / (1 - pow(beta2, Double(step)))).squareRoot()
            loss.append(theta * theta / 2)
            gradient.append(theta * theta)
            self.v.append(v)
            decay.append(old > 0 ? log(v / old) / log(beta2) : .nan)
            curvature.append(eta / 2 * (1 - beta1) / (1 + beta1) / root)
            theta -= eta * (m / (1 - pow(beta1, Double(step)))) / root
        }
    }

    /// A figure of loss, curvature, moments, decay rate and stages over some steps.
    func anatomy(_ steps: Range<Int>, id: String = "anatomy") -> Figure {
        func line(_ y: [Double]) -> Samples { Samples(Array(y[steps]), first: Double(steps.lowerBound)) }
        let (first, last) = (Double(steps.lowerBound), Double(steps.upperBound))
        return Figure(
            id: id,
            title: "Five panels over steps \(steps.lowerBound) to \(steps.upperBound)",
            description: "The loss ends at \(loss[steps.upperBound - 1]).",
            x: Axis("optimizer step"),
            panels: [
                Panel("Loss", y: Axis(scale: .log), marks: [LineMark(line(loss), name: "$L$", width: 1.5)]),
                Panel(
                    "Curvature",
                    y: Axis("$\\eta\\lambda/2$"),
                    second: SecondAxis("$\\lambda$", factor: 2 / 0.15),
                    marks: [
                        LineMark(line(curvature), name: "$\\lambda_{\\max}$", role: .series2),
                        RuleMark(1, label: "$2/\\eta$"),
                    ]
                ),
                Panel(
                    "Moments",
                    y: Axis(scale: .log),
                    marks: [
                        LineMark(line(gradient), name: "$|g|^2$", role: .series4),
                        LineMark(line(v), name: "$\\sum v$", role: .series3, width: 1.75),
                    ]
                ),
                Panel(
                    "Decay rate",
                    y: Axis("symlog", scale: .symlog(constant: 1)),
                    height: 110,
                    marks: [LineMark(line(decay), name: "$r$", role: .series3), RuleMark(1, label: "pure decay")]
                ),
                .strip(
                    "Stage",
                    StripMark(
                        [
                            .init(first, last - 60, stage: 2), .init(last - 60, last - 30, stage: 3),
                            .init(last - 30, last, stage: 4),
                        ],
                        names: [2: "$v$ decays"]
                    )
                ),
            ],
            shading: [(last - 50)...(last - 20)]
        )
    }
}

@testable import Tensors

/// A small model around each primitive, with shapes that are likely to reveal errors.
enum PrimitiveCases {
    static let all = dense + embeddings + sums + norms + attention + gathers + pools + losses + networks

    static let dense: [ProgramModel] = Activation.allCases.flatMap { activation in
        let shapes = [(1, 1, 1), (1, 4, 3), (5, 1, 2), (6, 3, 1), (1, 5, 1), (4, 1, 1), (7, 5, 9), (17, 8, 33)]
        return shapes.flatMap { rows, inputs, outputs in
            [(false, false), (true, false), (false, true), (true, true)].map { hasBias, isData in
                let what =
                    "\(activation) \(rows)×\(inputs)→\(outputs)\(hasBias ? ", bias" : "")\(isData ? ", data" : "")"
                return ProgramModel("dense \(what)") { b in
                    let x = isData ? b.data(rows, inputs) : b.free(rows, inputs)
                    let weight = b.parameter(outputs, inputs)
                    let bias = hasBias ? b.parameter(outputs) : nil
                    return b.loss(b.recorder.dense(x, weight: weight, bias: bias, activation: activation))
                }
            }
        }
    }

    static let embeddings = [
        ProgramModel("embedding of one word") { b in
            b.loss(b.recorder.embedding(b.parameter(1, 1), words: b.words([0])))
        },
        ProgramModel("embedding of repeated words, others unused, scaled") { b in
            b.loss(b.recorder.embedding(b.parameter(6, 3), words: b.words([4, 1, 4, 4, 0]), scale: -1.5))
        },
        ProgramModel("two embeddings by one table") { b in
            let table = b.parameter(4, 3)
            let x = b.recorder.embedding(table, words: b.words([0, 2, 2]))
            let z = b.recorder.embedding(table, words: b.words([2, 3, 0]), scale: 0.5)
            return b.loss(b.recorder.attention(query: x, key: z, value: z, length: 3, heads: 1, isCausal: false))
        },
        ProgramModel("a head tied to its table") { b in
            let table = b.parameter(5, 4)
            let x = b.recorder.embedding(table, words: b.words([1, 3, 3, 0, 4, 2, 1]))
            let y = b.recorder.dense(x, weight: b.parameter(4, 4), bias: b.parameter(4), activation: .tanh)
            return b.loss(b.recorder.dense(y, weight: table))
        },
    ]

    static let sums = [
        ProgramModel("x + x") { b in
            let x = b.free(3, 4)
            return b.loss(tanh(b.recorder.sum(x, x), &b))
        },
        ProgramModel("x + z, each used again") { b in
            let (x, z) = (b.free(3, 4), b.free(3, 4))
            let y = b.recorder.sum(x, z)
            return b.loss(tanh(b.recorder.sum(b.recorder.sum(y, x), b.recorder.sum(z, y)), &b))
        },
        ProgramModel("sum with a repeated parameter") { b in
            let x = b.free(6, 4).reshaped(to: [2, 3, 4])
            return b.loss(tanh(b.recorder.sum(x, b.parameter(3, 4)), &b))
        },
        ProgramModel("sum with a repeated node") { b in
            let z = b.free(1, 4).reshaped(to: [4])
            return b.loss(tanh(b.recorder.sum(b.free(5, 4), z), &b))
        },
        ProgramModel("data + repeated node") { b in
            let z = b.free(2, 3)
            return b.loss(tanh(b.recorder.sum(b.data(4, 2, 3), z), &b))
        },
        ProgramModel("node + data") { b in b.loss(tanh(b.recorder.sum(b.free(2, 3), b.data(2, 3)), &b)) },
        ProgramModel("a parameter + itself + data + data") { b in
            let w = b.parameter(2, 3)
            let constant = b.recorder.sum(b.data(2, 3), b.data(3))
            return b.loss(tanh(b.recorder.sum(b.recorder.sum(w, w), constant), &b))
        },
        ProgramModel("sum of one element") { b in b.loss(tanh(b.recorder.sum(b.free(1, 1), b.free(1, 1)), &b)) },
    ]

    static let norms: [ProgramModel] =
        [(1, 1), (1, 6), (5, 1), (4, 2), (5, 7), (3, 33)].flatMap { rows, columns in
            [false, true].map { isData in
                ProgramModel("layer norm \(rows)×\(columns)\(isData ? ", data" : "")") { b in
                    let x = isData ? b.data(rows, columns) : b.free(rows, columns)
                    return b.loss(
                        tanh(b.recorder.layerNorm(x, gain: b.parameter(columns), shift: b.parameter(columns)), &b)
                    )
                }
            }
        } + [
            ProgramModel("two layer norms that share gain and shift, x used again") { b in
                let (x, gain, shift) = (b.free(3, 4), b.parameter(4), b.parameter(4))
                let y = b.recorder.layerNorm(
                    tanh(b.recorder.layerNorm(x, gain: gain, shift: shift), &b),
                    gain: gain,
                    shift: shift
                )
                return b.loss(b.recorder.sum(y, x))
            }
        ]

    static let attention: [ProgramModel] =
        [false, true].flatMap { isCausal in
            [(1, 1, 1, 1), (1, 1, 1, 4), (3, 1, 2, 2), (1, 5, 1, 3), (2, 4, 2, 3), (3, 3, 3, 1), (2, 17, 1, 2)].map {
                sequences,
                length,
                heads,
                depth in
                ProgramModel("attention \(sequences)×\(length), \(heads) of \(depth)\(isCausal ? ", causal" : "")") {
                    b in
                    let (rows, width) = (sequences * length, heads * depth)
                    let y = b.recorder.attention(
                        query: b.free(rows, width),
                        key: b.free(rows, width),
                        value: b.free(rows, width),
                        length: length,
                        heads: heads,
                        isCausal: isCausal
                    )
                    return b.loss(tanh(y, &b))
                }
            }
        } + [
            ProgramModel("attention of x to itself, x used again") { b in
                let x = b.free(4, 4)
                let y = b.recorder.attention(query: x, key: x, value: x, length: 2, heads: 2, isCausal: true)
                return b.loss(tanh(b.recorder.sum(y, x), &b))
            }
        ]

    static let gathers =
        [
            ProgramModel("gather with gaps and repetitions") { b in
                b.loss(tanh(b.recorder.gather(b.free(2, 3), [5, -1, 0, 5, 5, -1, 2, 1], shape: [4, 2]), &b))
            },
            ProgramModel("gather of nothing, and of data") { b in
                let x = b.free(2, 2)
                let nothing = b.recorder.gather(x, [-1, -1, -1, -1], shape: [2, 2])
                let data = b.recorder.gather(b.data(4), [3, 3, -1, 0], shape: [2, 2])
                return b.loss(tanh(b.recorder.sum(b.recorder.sum(nothing, data), x), &b))
            },
            ProgramModel("gather twice from one node") { b in
                let x = b.free(2, 2)
                let y = b.recorder.gather(x, [3, 2, 1, 0], shape: [2, 2])
                return b.loss(tanh(b.recorder.sum(y, b.recorder.gather(x, [0, 0, 1, -1], shape: [2, 2])), &b))
            },
        ]
        + [(1, 1, 1, 1, 1), (1, 1, 1, 2, 3), (2, 3, 1, 2, 3), (1, 1, 4, 1, 5), (2, 4, 3, 2, 3)].flatMap {
            images,
            height,
            width,
            channels,
            size in
            [false, true].map { isData in
                ProgramModel("convolution \(size) of \(images)×\(height)×\(width)×\(channels)\(isData ? ", data" : "")")
                { b in
                    let shape = [images, height, width, channels]
                    let x =
                        isData ? b.data(images, height, width, channels) : b.free(1, images * height * width * channels)
                    let patches = b.recorder.patches(x.reshaped(to: shape), size: size)
                    let weight = b.parameter(2, channels * size * size)
                    return b.loss(b.recorder.dense(patches, weight: weight, bias: b.parameter(2), activation: .tanh))
                }
            }
        }

    static let pools: [ProgramModel] =
        [(1, 1, 1, 1, 1), (1, 2, 2, 1, 2), (2, 4, 2, 3, 2), (1, 3, 6, 2, 3)].flatMap {
            images,
            height,
            width,
            channels,
            size in
            [false, true].map { isLargest in
                ProgramModel("\(isLargest ? "largest" : "mean") \(size) of \(images)×\(height)×\(width)×\(channels)") {
                    b in
                    let x = b.free(1, images * height * width * channels).reshaped(to: [
                        images, height, width, channels,
                    ])
                    let y = isLargest ? b.recorder.maxPool(x, size: size) : b.recorder.averagePool(x, size: size)
                    return b.loss(tanh(y, &b))
                }
            }
        } + [
            ProgramModel("both pools of one node") { b in
                let x = b.free(4, 4).reshaped(to: [1, 4, 4, 1])
                return b.loss(
                    tanh(b.recorder.sum(b.recorder.maxPool(x, size: 2), b.recorder.averagePool(x, size: 2)), &b)
                )
            }
        ]

    static let losses: [ProgramModel] =
        [(1, 1), (1, 4), (3, 1), (5, 3), (9, 17)].flatMap { rows, columns in
            [0, 0.1, 0.75].map { smoothing in
                ProgramModel("cross-entropy \(rows)×\(columns), smoothing \(smoothing)") { b in
                    let logits = tanh(b.free(rows, columns), &b)
                    return b.recorder.crossEntropy(logits, classes: b.words(rows, below: columns), smoothing: smoothing)
                }
            }
        } + [
            ProgramModel("cross-entropy of parameters") { b in
                b.recorder.crossEntropy(b.parameter(3, 4), classes: b.words([0, 3, 3]))
            },
            ProgramModel("squared error of parameters") { b in b.loss(b.parameter(3, 4)) },
        ]

    static let networks = [
        ProgramModel("a node that nothing reads") { b in
            let x = b.free(3, 2)
            _ = b.recorder.dense(x, weight: b.parameter(4, 2), bias: b.parameter(4), activation: .tanh)
            return b.loss(b.recorder.dense(x, weight: b.parameter(5, 2), bias: b.parameter(5), activation: .tanh))
        },
        ProgramModel("parameters that nothing reads") { b in
            _ = b.parameter(3)
            let x = b.recorder.dense(b.data(4, 3), weight: b.parameter(2, 3), bias: b.parameter(2), activation: .tanh)
            _ = b.parameter(2, 2)
            return b.loss(x)
        },
        ProgramModel("a weight used twice") { b in
            let (weight, bias) = (b.parameter(3, 3), b.parameter(3))
            let x = b.recorder.dense(b.data(4, 3), weight: weight, bias: bias, activation: .sin)
            return b.loss(b.recorder.dense(x, weight: weight, bias: bias, activation: .gelu))
        },
        ProgramModel("a node that two layers read") { b in
            let x = b.free(3, 2)
            let y = b.recorder.dense(x, weight: b.parameter(4, 2), bias: b.parameter(4), activation: .tanh)
            return b.loss(b.recorder.sum(y, b.recorder.dense(x, weight: b.parameter(4, 2), activation: .gelu)))
        },
        ProgramModel("a layer's output that the next two layers read") { b in
            let x = b.recorder.dense(b.data(3, 2), weight: b.parameter(4, 2), activation: .gelu)
            let y = b.recorder.dense(x, weight: b.parameter(4, 4), bias: b.parameter(4), activation: .tanh)
            let z = b.recorder.dense(y, weight: b.parameter(4, 4), bias: b.parameter(4), activation: .sin)
            return b.loss(b.recorder.sum(b.recorder.sum(z, y), x))
        },
    ]

    /// A function whose elements have curvature, so that earlier nodes receive second derivatives.
    private static func tanh(_ x: Node, _ b: inout ProgramBuilder) -> Node {
        b.recorder.dense(x, weight: b.parameter(x.columns, x.columns), bias: b.parameter(x.columns), activation: .tanh)
    }
}

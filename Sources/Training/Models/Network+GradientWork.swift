import Tensors

extension Network {
    public func gradientWork(_ shape: DataShape?, samples: Int) -> GradientWork {
        guard let shape, (try? check(shape)) != nil else { return GradientWork() }
        var recorder = Recorder()
        _ = record(&recorder, shape, samples: samples)
        let work = recorder.work
        return GradientWork(multiplications: work.multiplications, elements: work.elements)
    }
}

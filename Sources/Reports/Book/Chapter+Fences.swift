extension Chapter {
    /// The directives' fences from the top.
    var fences: [Block.Fence] {
        document.blocks.compactMap { block in
            guard case .directive(let fence) = block.kind else { return nil }
            return fence
        }
    }
}

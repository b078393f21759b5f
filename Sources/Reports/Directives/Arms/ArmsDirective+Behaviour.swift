extension ArmsDirective: PageDirective {
    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup { .empty }
}

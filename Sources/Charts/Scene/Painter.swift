import CCairo

/// Draws a scene with Cairo.
struct Painter {
    /// A colour as Cairo takes it, each part from 0 to 1.
    typealias Colour = (red: Double, green: Double, blue: Double)

    let cairo: OpaquePointer
    let fonts: FontMap
    let colour: (Paint.Colour) -> Colour
    /// Draws a picture, or a placeholder for it.
    let picture: (Picture) throws -> Void

    func draw(_ scene: Scene) throws {
        try draw(scene.items)
    }

    private func draw(_ items: [Scene.Item]) throws {
        for item in items {
            switch item {
            case .fill(let path, let paint):
                trace(path)
                use(paint)
                cairo_fill(cairo)
            case .stroke(let path, let stroke):
                draw(path, stroke)
            case .text(let text):
                draw(text)
            case .clip(let box, let inner):
                guard !inner.isEmpty else { continue }
                cairo_save(cairo)
                cairo_rectangle(cairo, box.left, box.top, box.width, box.height)
                cairo_clip(cairo)
                try draw(inner)
                cairo_restore(cairo)
            case .picture(let item):
                try picture(item)
            }
        }
    }

    private func use(_ paint: Paint) {
        let (red, green, blue) = colour(paint.colour)
        cairo_set_source_rgba(cairo, red, green, blue, paint.opacity)
    }

    private func trace(_ path: Path) {
        cairo_new_path(cairo)
        var index = 0
        for verb in path.verbs {
            switch verb {
            case .move:
                cairo_move_to(cairo, path.points[index].x, path.points[index].y)
                index += 1
            case .line:
                cairo_line_to(cairo, path.points[index].x, path.points[index].y)
                index += 1
            case .curve:
                let (first, second, end) = (path.points[index], path.points[index + 1], path.points[index + 2])
                cairo_curve_to(cairo, first.x, first.y, second.x, second.y, end.x, end.y)
                index += 3
            case .close:
                cairo_close_path(cairo)
            }
        }
    }

    private func draw(_ path: Path, _ stroke: Stroke) {
        trace(path)
        use(stroke.paint)
        cairo_set_line_width(cairo, stroke.width)
        cairo_set_line_join(cairo, stroke.cap == .round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
        switch stroke.cap {
        case .butt: cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT)
        case .round: cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
        case .square: cairo_set_line_cap(cairo, CAIRO_LINE_CAP_SQUARE)
        }
        let dashes = stroke.dash.lengths
        cairo_set_dash(cairo, dashes, Int32(dashes.count), 0)
        cairo_stroke(cairo)
    }

    private func draw(_ text: Scene.Text) {
        if text.halo {
            cairo_new_path(cairo)
            for fragment in text.label.fragments {
                fonts.trace(
                    fragment.text,
                    in: fragment.face,
                    size: fragment.size,
                    at: place(of: fragment, in: text),
                    on: cairo
                )
            }
            use(Paint(.page))
            cairo_set_line_width(cairo, 3.5)
            cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
            cairo_set_dash(cairo, nil, 0, 0)
            cairo_stroke(cairo)
        }
        use(text.paint)
        cairo_new_path(cairo)
        for fragment in text.label.fragments {
            fonts.show(
                fragment.text,
                in: fragment.face,
                size: fragment.size,
                at: place(of: fragment, in: text),
                on: cairo
            )
        }
        for bar in text.label.bars {
            cairo_new_path(cairo)
            cairo_rectangle(cairo, text.origin.x + bar.left, text.origin.y + bar.top, bar.width, bar.height)
            cairo_fill(cairo)
        }
    }

    private func place(of fragment: Label.Fragment, in text: Scene.Text) -> Point {
        Point(text.origin.x + fragment.x, text.origin.y + fragment.y)
    }
}

/// The formats for which there are templates.
enum PageFormat {
    case html, markdown
}

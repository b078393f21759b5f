/// Keys of results that are kept between builds and of use in the present book.
struct UsedResults {
    var listings: Set<String> = []
    var drawings: Set<String> = []
}

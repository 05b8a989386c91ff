import Bytes
import Domain

extension TestBook {
  /// Two representatives and what they had in spring 2017; stages of 20 % and 50 %.
  static var forecast: TestBook {
    var book = TestBook()
    var founded = BookFounded()
    founded.company = "Forecast"
    founded.identity = Array(repeating: 7, count: 16)
    book.add(BookEvent.founded(founded), 1, on: "2016-01-01", by: 0)
    book.add(stagesOfForecast, 1, on: "2016-01-01")
    book.add(user("Mia", role: .manager), 1, on: "2016-01-01")
    book.add(user("Rob Lee", manager: 1, office: "East"), 2, on: "2016-01-01")
    book.add(user("Ann Berg", manager: 1, office: "West"), 3, on: "2016-01-01")
    book.add(product("Basic", euro("500"), family: "GT"), 1, on: "2016-01-02")
    book.add(opened(owner: 2, stage: 2, euro("1000"), close: "2017-03-20"), 1, on: "2017-01-05")
    book.add(opened(owner: 3, euro("700"), product: 1, close: "2017-02-20"), 6, on: "2017-01-10")
    book.add(opened(owner: 2, stage: 2, euro("4000"), close: "2017-03-31"), 2, on: "2017-02-01")
    book.add(
      opened(owner: 2, euro("500"), probability: 20, close: "2017-02-28"), 3, on: "2017-02-03")
    book.add(opened(owner: 3, euro("2000"), product: 1, close: "2017-04-15"), 4, on: "2017-02-08")
    book.add(opened(owner: 3, euro("300")), 5, on: "2017-02-09")
    book.add(lost("no budget"), 6, on: "2017-02-10")
    book.add(won(), 1, on: "2017-03-10")
    book.add(won(euro("3600")), 2, on: "2017-04-02")
    book.add(lost("price"), 4, on: "2017-04-20")
    book.add(AccountEvent.renamed(TextChanged("later")), 1, on: "2017-05-10")
    return book
  }

  /// The same, with what Rob called for March.
  static var forecastCalled: TestBook {
    var book = TestBook()
    for record in TestBook.forecast.records {
      if record.header.timelineAt > book.zone.start(of: day("2017-02-15")), book.isUncalled {
        var submitted = ForecastSubmitted()
        submitted.owner = UserID(2)
        submitted.period = Period(.month, containing: day("2017-03-01"))
        submitted.figures = ForecastFigures(amount: euro("1500"))
        book.add(ForecastCallEvent.submitted(submitted), 1, on: "2017-02-20")
        book.add(
          ForecastCallEvent.revised(ForecastFigures(amount: euro("2000"))), 1, on: "2017-03-05")
      }
      book.add(record)
    }
    return book
  }

  private var isUncalled: Bool {
    !records.contains { $0.header.stream.kind == ForecastCallEvent.kind }
  }

  private static var stagesOfForecast: PipelineEvent {
    var defined = PipelineDefined()
    defined.name = "Sales"
    defined.stages = [
      StageDefinition(number: 1, name: "Early", probability: percent(20), category: .pipeline),
      StageDefinition(number: 2, name: "Late", probability: percent(50), category: .commit),
    ]
    return .defined(defined)
  }
}

import Bytes
import Domain
import Testing

@Suite struct QuestionnaireTests {
  private let id = QuestionnaireID(1)

  private func folded(_ events: [QuestionnaireEvent]) -> Questionnaire {
    var questionnaire = Questionnaire(id: id)
    let time = EventTime(position: .none, timelineAt: .beginning, occurredAt: .beginning)
    for event in events { questionnaire.evolve(event, time) }
    return questionnaire
  }

  private func defined(_ questions: [Question]) throws -> Questionnaire {
    let new = NewQuestionnaire(name: "Size", draft: QuestionnaireDraft(questions: questions))
    return folded(try Questionnaire(id: id).decide(.define(new), TestFacts()))
  }

  private func refusal(
    _ questions: [Question], _ matrix: MatrixRules = .standard, on held: Questionnaire? = nil
  ) -> QuestionnaireRefusal? {
    let draft = QuestionnaireDraft(questions: questions, matrix: matrix)
    do throws(QuestionnaireRefusal) {
      if let held {
        _ = try held.decide(.revise(draft), TestFacts())
      } else {
        let new = NewQuestionnaire(name: "Size", draft: draft)
        _ = try Questionnaire(id: id).decide(.define(new), TestFacts())
      }
      return nil
    } catch {
      return error
    }
  }

  @Test func `questions are numbered, and keep their numbers in the next version`() throws {
    var held = try defined([.scale("a"), .scale("b"), .choice("c", ["x", "y"])])
    #expect(held.current?.questions.map(\.number) == [1, 2, 3])
    #expect(held.current?.questions[2].choices.map(\.value) == [1, 2])
    let next = QuestionnaireDraft(
      questions: [.choice("c", ["y", "z"]), .scale("d"), .scale("B")])
    for event in try held.decide(.revise(next), TestFacts()) {
      held.evolve(
        event, EventTime(position: .none, timelineAt: .beginning, occurredAt: .beginning))
    }
    #expect(held.versions.map(\.number) == [1, 2])
    #expect(held.current?.questions.map(\.number) == [3, 4, 2])
    #expect(held.current?.questions[0].choices.map(\.value) == [2, 3], "an answer keeps its number")
    #expect(held.version(1)?.questions.map(\.code) == ["a", "b", "c"], "old answers stay readable")
    #expect(try held.decide(.revise(next), TestFacts()).isEmpty, "asking twice changes nothing")
  }

  @Test func `what cannot be asked or scored is refused with the code of the question`() throws {
    #expect(refusal([]) == .questionCount(limit: 500))
    #expect(refusal([.scale("a"), .scale("A")]) == .codeTwice("A"))
    var scale = Question.scale("a")
    scale.maximum = 1
    #expect(refusal([scale]) == .question("a", "from must lie below to"))
    var text = Question.words("w")
    text.sizeWeight = 1
    #expect(
      refusal([text])
        == .question("w", "words have no points: a text question has no weight"))
    var choice = Question.choice("c", ["x", "y"])
    choice.potentialWeight = 10_000
    #expect(refusal([choice])?.description.contains("'c'") == true)
    let held = try defined([.scale("a")])
    #expect(refusal([.words("a")], on: held)?.description.contains("was a scale before") == true)
    var rules = MatrixRules.standard
    rules.categories = ["one"]
    #expect(refusal([.scale("a")], rules) == .matrix("it has 4 fields, but 1 categories are named"))
    rules = .standard
    rules.sizeBoundaries = [2, 2]
    #expect(refusal([.scale("a")], rules) == .matrix("the boundaries of size must ascend"))
  }

  @Test func `retired and reinstated once each, however often it is asked`() throws {
    let held = try defined([.scale("a")])
    #expect(try held.decide(.reinstate, TestFacts()).isEmpty)
    let retired = folded([.defined(QuestionnaireDefined()), .retired(NothingElse())])
    #expect(try retired.decide(.retire, TestFacts()).isEmpty)
    #expect(try retired.decide(.reinstate, TestFacts()) == [.reinstated(NothingElse())])
  }

  // MARK: Scores

  @Test func `a score is the weighted mean of points, exactly`() throws {
    var a = Question.scale("a", weight: 30_000)  // 1 to 10
    a.number = 1
    var b = Question.yesNo("b", weight: 10_000)
    b.number = 2
    let scale = try #require(AxisScale([a, b], .size))
    // (3 × 700/9 + 1 × 0) ÷ 4 = 175/3.
    let score = scale.score([GivenAnswer(1, 8), GivenAnswer(2, 0)])
    #expect(score?.numerator == 175 && score?.denominator == 3)
    #expect(scale.score([GivenAnswer(2, 1)]) == AxisScore(tenThousandths: 1_000_000))
    #expect(scale.score([]) == nil && scale.score([GivenAnswer(9, 1)]) == nil)
    #expect(AxisScale([a, b], .potential)?.score([GivenAnswer(1, 8)]) == nil)
  }

  @Test func `points go by proportion, by the other way round, by value and by list`() throws {
    var question = Question.scale("a", weight: 10_000)
    #expect(question.points(of: 10) == AxisScore(tenThousandths: 1_000_000))
    #expect(question.points(of: 1) == AxisScore(tenThousandths: 0))
    question.scoring = .reversed
    #expect(question.points(of: 1) == AxisScore(tenThousandths: 1_000_000))
    question.scoring = .value
    #expect(question.points(of: 7) == AxisScore(tenThousandths: 70_000))
    var choice = Question.choice("c", ["x", "y"])
    choice.scoring = .table
    (choice.choices[0].value, choice.choices[0].score) = (1, 125_000)
    #expect(choice.points(of: 1) == AxisScore(tenThousandths: 125_000))
    #expect(choice.points(of: 2) == nil)
    var number = Question.scale("n", weight: 10_000)
    (number.kind, number.decimals, number.scoring) = (.number, 2, .value)
    #expect(number.points(of: 250) == AxisScore(tenThousandths: 25_000))
  }

  @Test func `random scores lie between the least and the most points of what was answered`() {
    let seed = UInt64.random(in: 0 ... .max)
    print("scores: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var questions: [Question] = []
      for number in 1...Int.random(in: 1...12, using: &generator) {
        var question = Question.scale(
          "q\(number)", weight: UInt32.random(in: 1...40, using: &generator) * 2_500)
        question.number = UInt32(number)
        question.maximum = [5, 7, 10, 11, 101].randomElement(using: &generator)
        if Bool.random(using: &generator) { question.scoring = .reversed }
        questions.append(question)
      }
      guard let scale = AxisScale(questions, .size) else { continue }
      let answers = questions.filter { _ in Bool.random(using: &generator) }.map {
        GivenAnswer($0.number, Int64.random(in: 1...($0.maximum ?? 1), using: &generator))
      }
      let points = answers.compactMap { answer in
        questions.first { $0.number == answer.question }?.points(of: answer.value)
      }
      guard let score = scale.score(answers) else {
        #expect(answers.isEmpty)
        continue
      }
      #expect(points.min().map { $0 <= score } == true)
      #expect(points.max().map { $0 >= score } == true)
    }
  }
}

extension Question {
  /// A scale from 1 to 10 that counts for the size when it has a weight.
  static func scale(_ code: String, weight: UInt32 = 0) -> Question {
    var question = Question()
    (question.kind, question.code, question.sizeWeight) = (.scale, code, weight)
    (question.minimum, question.maximum) = (1, 10)
    return question
  }

  static func choice(_ code: String, _ choices: [String]) -> Question {
    var question = Question()
    (question.kind, question.code) = (.choice, code)
    question.choices = choices.map { Choice($0) }
    return question
  }

  static func yesNo(_ code: String, weight: UInt32 = 0) -> Question {
    var question = Question()
    (question.kind, question.code, question.sizeWeight) = (.yesNo, code, weight)
    return question
  }

  static func words(_ code: String) -> Question {
    var question = Question()
    (question.kind, question.code) = (.text, code)
    return question
  }
}

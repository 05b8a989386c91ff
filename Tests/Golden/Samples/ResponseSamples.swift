import Bytes
import Domain

/// An event of every type that can happen to a response: full ones as a contact's, sealed; minimal
/// ones as an account's, open.
enum ResponseSamples {
  static func full() -> [ResponseEvent] {
    let slot = KeySlot(4_000_000_000)
    var words = AnswerWords()
    words.texts = ["friendly people", "grüße"]
    var recorded = ResponseRecorded()
    (recorded.questionnaire, recorded.version) = (QuestionnaireID(2), 3)
    (recorded.account, recorded.contact) = (AccountID(9), ContactID(4))
    recorded.answers.questions = [1, 2, 300]
    recorded.answers.values = [8, -1, 1 << 40]
    recorded.answers.inWords = [7, 9]
    recorded.words = Discreet(words, slot: slot)
    var corrected = ResponseCorrected()
    corrected.answers.questions = [2]
    corrected.answers.values = [10]
    corrected.answers.inWords = [9]
    corrected.withdrawn = [1, 300]
    words.texts = ["no opinion"]
    corrected.words = Discreet(words, slot: slot)
    var retracted = ResponseRetracted()
    retracted.words = Discreet(NothingElse(), slot: slot)
    let reference = ExternalReference(source: "survey", identifier: "R0001")
    return [
      .recorded(recorded), .corrected(corrected), .retracted(retracted),
      .referenced(Discreet(reference, slot: slot)),
    ]
  }
}

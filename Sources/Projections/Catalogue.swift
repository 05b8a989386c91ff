/// Every read model there is: one line each.
public enum ReadModels {
  /// The models, in the order they are rebuilt.
  public static let all: [any ReadModel.Type] = [
    BookSettings.self,
    Pipelines.self,
    Team.self,
    Products.self,
    Accounts.self,
    Contacts.self,
    Merges.self,
    Opportunities.self,
    SubmittedForecasts.self,
    Targets.self,
    LossReasons.self,
    CloseDates.self,
    StageVisits.self,
    CustomFields.self,
    CustomValues.self,
    Questionnaires.self,
    Responses.self,
    Leads.self,
    Orders.self,
    Activities.self,
    Links.self,
    Streams.self,
    Lookups.self,
    Commands.self,
    LateEvents.self,
  ]
}

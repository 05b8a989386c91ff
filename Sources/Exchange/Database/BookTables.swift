internal import Bytes
internal import CRM
internal import Database
internal import Domain

/// The tables of a whole book, one for each kind of entity.
///
/// Custom fields have no columns here: their values stand in `custom_values`.
enum BookTables {
  static let users = EntityTable<User>(
    name: "users", key: "user_id",
    columns: [
      .text("name"), .text("email"), .text("login"), .text("role"),
      .reference("manager_id", "users", field: "manager"), .text("office"),
      .flag("is_active", field: "active"), .erased(),
    ])

  static let accounts = EntityTable<Account>(
    name: "accounts", key: "account_id",
    columns: [
      .text("name"), .reference("owner_id", "users", field: "owner"),
      .reference("parent_id", "accounts", field: "parent"), .text("industry"),
      .money("annual_revenue"), .integer("employees"), .integer("founded"), .text("website"),
      .text("phone"), .text("street"), .text("postal_code"), .text("city"), .text("region"),
      .text("country"),
    ])

  static let contacts = EntityTable<Contact>(
    name: "contacts", key: "contact_id",
    columns: [
      .text("name"), .text("name_prefix"), .text("name_suffix"), .text("birthday"),
      .text("emails"), .text("phones"), .text("addresses"),
      .reference("account_id", "accounts", field: "account"), .text("role"),
      .text("relationship"), .text("loss_reason"), .text("source"),
      .reference("owner_id", "users", field: "owner"), .erased(),
    ])

  static let products = EntityTable<Product>(
    name: "products", key: "product_id",
    columns: [
      .text("name"), .money("list_price"), .money("cost"), .text("family"), .text("subfamily"),
      .text("code"), .flag("is_retired", field: "retired"),
    ])

  static let pipelines = EntityTable<Pipeline>(
    name: "pipelines", key: "pipeline_id",
    columns: [.text("name"), .flag("is_retired", field: "retired")])

  static let opportunities = EntityTable<Opportunity>(
    name: "opportunities", key: "opportunity_id",
    columns: [
      .text("name"), .text("status"), .reference("pipeline_id", "pipelines", field: "pipeline"),
      .integer("stage"), .reference("owner_id", "users", field: "owner"),
      .reference("account_id", "accounts", field: "account"),
      .reference("contact_id", "contacts", field: "contact"),
      .reference("product_id", "products", field: "product"), .money("amount"),
      .share("probability"), .text("expected_close"), .text("source"),
      .text("opened_at", field: "opened"), .text("closed_at", field: "closed"),
      .text("loss_reason"),
    ])

  static let activities = EntityTable<Activity>(
    name: "activities", key: "activity_id",
    columns: [
      .text("type"), .text("label"), .text("subject"), .text("status"), .text("due"),
      .reference("owner_id", "users", field: "owner"),
      .reference("account_id", "accounts", field: "account"),
      .reference("contact_id", "contacts", field: "contact"),
      .reference("opportunity_id", "opportunities", field: "opportunity"), .text("outcome"),
      .text("closed_at", field: "closed"),
      .made(["worked_seconds INTEGER"]) { [.integer($0.workedMicroseconds / 1_000_000)] },
      .text("notes"), .text("result"),
    ])

  static let leads = EntityTable<Lead>(
    name: "leads", key: "lead_id",
    columns: [
      .text("name"), .text("company"), .text("email"), .text("phone"), .text("status"),
      .text("reason"), .integer("score"), .reference("owner_id", "users", field: "owner"),
      .reference("qualifier_id", "users", field: "qualifier"), .text("first_contact"),
      .text("source"), .text("campaign"), .text("landing_page"), .text("segment"),
      .text("type"), .text("business_type"), .text("profile"), .money("revenue"),
      .text("converted_at", field: "converted"),
      .reference("account_id", "accounts", field: "account"),
      .reference("contact_id", "contacts", field: "contact"),
      .reference("opportunity_id", "opportunities", field: "opportunity"), .erased(),
    ])

  static let orders = EntityTable<Order>(
    name: "orders", key: "order_id",
    columns: [
      .text("status"), .reference("account_id", "accounts", field: "account"),
      .reference("contact_id", "contacts", field: "contact"),
      .reference("owner_id", "users", field: "owner"),
      .reference("opportunity_id", "opportunities", field: "opportunity"),
      .text("ordered"), .text("shipped"),
      .made(["currency TEXT NOT NULL"]) { [.text($0.currency.code)] },
      .text("segment"), .text("region"), .text("country"), .text("channel"),
      .text("cancel_reason"),
    ])

  static let questionnaires = EntityTable<Questionnaire>(
    name: "questionnaires", key: "questionnaire_id",
    columns: [.text("name"), .integer("version"), .flag("is_retired", field: "retired")])

  static let responses = EntityTable<Response>(
    name: "responses", key: "response_id",
    columns: [
      .reference("questionnaire_id", "questionnaires", field: "questionnaire"),
      .integer("version"), .reference("account_id", "accounts", field: "account"),
      .reference("contact_id", "contacts", field: "contact"),
      .made(["answered_at TEXT"]) { [$0.answeredAt.map { DatabaseValue($0) } ?? .null] },
      .flag("is_retracted", field: "retracted"),
    ])

  static let submittedForecasts = EntityTable<ForecastCall>(
    name: "submitted_forecasts", key: "submitted_forecast_id",
    columns: [
      .reference("owner_id", "users", field: "owner"), .text("scope"), .text("period"),
      .money("amount"), .money("commit_amount", field: "commit"),
      .money("best_case", field: "best-case"), .money("pipeline"), .text("note"),
      .text("submitted_at", field: "submitted"), .text("revised_at", field: "revised"),
      .flag("is_withdrawn", field: "withdrawn"),
    ])

  static let customFields = EntityTable<CustomField>(
    name: "custom_fields", key: "custom_field_id",
    columns: [
      .made(["of_kind TEXT NOT NULL"]) { [.text(EntityKinds.noun(of: $0.entity))] },
      .made(["code TEXT NOT NULL"]) { [.text($0.code)] },
      .made(["label TEXT"]) { [.text($0.label)] },
      .made(["kind TEXT NOT NULL"]) { [.text("\($0.kind)")] },
      .made(["unit TEXT"]) { [$0.unit.isEmpty ? .null : .text($0.unit)] },
      .made(["currency TEXT"]) { [$0.currency.map { .text($0.code) } ?? .null] },
      .made(["decimals INTEGER NOT NULL"]) { [.integer(Int64($0.decimals))] },
      .made(["is_retired INTEGER NOT NULL"]) { [.integer($0.isRetired ? 1 : 0)] },
    ])

  static let targets = EntityTable<Target>(
    name: "targets", key: "target_id",
    columns: [
      .reference("owner_id", "users", field: "owner"), .text("scope"), .text("period"),
      .money("amount"), .flag("is_retired", field: "retired"),
    ])
}

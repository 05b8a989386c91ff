import Bytes
import Domain

/// An event that can say in a few words what happened.
protocol TitledEvent: StoredEvent {
  /// What happened, as in "amount revised".
  var title: String { get }
}

extension BookEvent: TitledEvent {
  var title: String {
    switch self {
    case .founded: "founded"
    case .zoneRulesAdopted: "zone rules adopted"
    case .companyRenamed: "company renamed"
    case .fiscalYearChanged: "fiscal year changed"
    case .exchangeRateSet: "exchange rate set"
    case .exchangeRateWithdrawn: "exchange rate withdrawn"
    }
  }
}

extension UserEvent: TitledEvent {
  var title: String {
    switch self {
    case .registered: "registered"
    case .renamed: "renamed"
    case .emailChanged: "e-mail changed"
    case .loginChanged: "login changed"
    case .roleChanged: "role changed"
    case .managerChanged: "manager changed"
    case .officeChanged: "office changed"
    case .deactivated: "deactivated"
    case .reactivated: "reactivated"
    case .referenced: "reference noted"
    case .erased: "personal data erased"
    }
  }
}

extension AccountEvent: TitledEvent {
  var title: String {
    switch self {
    case .created: "created"
    case .renamed: "renamed"
    case .detailsChanged: "details changed"
    case .ownerChanged: "owner changed"
    case .parentChanged: "parent changed"
    case .tagged: "tagged"
    case .untagged: "untagged"
    case .referenced: "reference noted"
    case .custom(let event): event.title
    case .merged: "merged into another"
    case .unmerged: "unmerged"
    case .absorbed: "another merged into it"
    case .released: "another unmerged from it"
    case .distinguished: "told apart from another"
    }
  }
}

extension ContactEvent: TitledEvent {
  var title: String {
    switch self {
    case .created: "created"
    case .nameChanged: "name changed"
    case .emailAdded: "e-mail added"
    case .emailRemoved: "e-mail removed"
    case .phoneAdded: "phone added"
    case .phoneRemoved: "phone removed"
    case .addressAdded: "address added"
    case .addressRemoved: "address removed"
    case .birthdayChanged: "birthday changed"
    case .accountChanged: "account changed"
    case .relationshipMoved: "relationship moved"
    case .ownerChanged: "owner changed"
    case .tagged: "tagged"
    case .untagged: "untagged"
    case .referenced: "reference noted"
    case .erased: "personal data erased"
    case .custom(let event): event.title
    case .merged: "merged into another"
    case .unmerged: "unmerged"
    case .absorbed: "another merged into it"
    case .released: "another unmerged from it"
    case .distinguished: "told apart from another"
    }
  }
}

extension ProductEvent: TitledEvent {
  var title: String {
    switch self {
    case .created: "created"
    case .renamed: "renamed"
    case .priced: "priced"
    case .familyChanged: "family changed"
    case .codeChanged: "code changed"
    case .retired: "retired"
    case .reinstated: "reinstated"
    case .referenced: "reference noted"
    case .costed: "cost changed"
    case .subfamilyChanged: "subfamily changed"
    case .custom(let event): event.title
    }
  }
}

extension OrderEvent: TitledEvent {
  var title: String {
    switch self {
    case .placed: "placed"
    case .linesAdded: "lines added"
    case .linesChanged: "lines changed"
    case .linesRemoved: "lines removed"
    case .shipped: "shipped"
    case .cancelled: "cancelled"
    case .reinstated: "reinstated"
    case .returned: "returned"
    case .orderedOnChanged: "ordered day changed"
    case .ownerChanged: "owner changed"
    case .customerChanged: "customer changed"
    case .opportunityChanged: "opportunity changed"
    case .detailsChanged: "details changed"
    case .referenced: "reference noted"
    case .custom(let event): event.title
    }
  }
}

extension LeadEvent: TitledEvent {
  var title: String {
    switch self {
    case .captured: "captured"
    case .personChanged: "person changed"
    case .detailsChanged: "details changed"
    case .statusChanged: "status changed"
    case .ownerChanged: "owner changed"
    case .qualifierChanged: "qualifier changed"
    case .converted: "converted"
    case .referenced: "reference noted"
    case .erased: "personal data erased"
    case .custom(let event): event.title
    }
  }
}

extension OpportunityEvent: TitledEvent {
  var title: String {
    switch self {
    case .opened: "opened"
    case .advanced: "stage advanced"
    case .movedBack: "stage moved back"
    case .amountRevised: "amount revised"
    case .probabilityRevised: "probability revised"
    case .expectedCloseRevised: "expected close revised"
    case .ownerChanged: "owner changed"
    case .productChanged: "product changed"
    case .accountChanged: "account changed"
    case .contactChanged: "contact changed"
    case .renamed: "renamed"
    case .won: "won"
    case .lost: "lost"
    case .reopened: "reopened"
    case .referenced: "reference noted"
    case .custom(let event): event.title
    }
  }
}

extension PipelineEvent: TitledEvent {
  var title: String {
    switch self {
    case .defined: "defined"
    case .renamed: "renamed"
    case .stageAdded: "stage added"
    case .stageChanged: "stage changed"
    case .stageRetired: "stage retired"
    case .stagesReordered: "stages reordered"
    case .retired: "retired"
    case .reinstated: "reinstated"
    case .referenced: "reference noted"
    }
  }
}

extension ActivityEvent: TitledEvent {
  var title: String {
    switch self {
    case .planned: "planned"
    case .logged: "logged"
    case .rescheduled: "rescheduled"
    case .ownerChanged: "owner changed"
    case .started: "started"
    case .stopped: "stopped"
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .reopened: "reopened"
    case .renamed: "renamed"
    case .noted: "notes changed"
    case .linked: "links changed"
    case .referenced: "reference noted"
    case .custom(let event): event.title
    }
  }
}

extension ImportEvent: TitledEvent {
  var title: String {
    switch self {
    case .ran: "import ran"
    }
  }
}

extension ForecastCallEvent: TitledEvent {
  var title: String {
    switch self {
    case .submitted: "submitted"
    case .revised: "revised"
    case .withdrawn: "withdrawn"
    }
  }
}

extension TargetEvent: TitledEvent {
  var title: String {
    switch self {
    case .set: "set"
    case .revised: "revised"
    case .retired: "retired"
    }
  }
}

extension QuestionnaireEvent: TitledEvent {
  var title: String {
    switch self {
    case .defined: "defined"
    case .revised: "revised"
    case .renamed: "renamed"
    case .retired: "retired"
    case .reinstated: "reinstated"
    case .referenced: "reference noted"
    }
  }
}

extension ResponseEvent: TitledEvent {
  var title: String {
    switch self {
    case .recorded: "recorded"
    case .corrected: "corrected"
    case .retracted: "retracted"
    case .referenced: "reference noted"
    }
  }
}

extension CustomEvent {
  /// What happened, as in "fields changed".
  var title: String {
    switch self {
    case .fieldsChanged: "fields changed"
    case .tagged: "tagged"
    case .untagged: "untagged"
    }
  }
}

extension CustomFieldEvent: TitledEvent {
  var title: String {
    switch self {
    case .defined: "defined"
    case .relabelled: "renamed"
    case .choiceAdded: "option added"
    case .choiceRelabelled: "option renamed"
    case .choiceRetired: "option retired"
    case .choiceReinstated: "option restored"
    case .requirementChanged: "requirement changed"
    case .retired: "retired"
    case .reinstated: "restored"
    }
  }
}

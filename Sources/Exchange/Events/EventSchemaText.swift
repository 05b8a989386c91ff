/// The schema of docs/schema, as short as can be: made by a test, which holds the two together
/// (`RAPPORT_WRITE_SCHEMA=1 swift test --filter EventSchemaTests` makes it anew).
enum EventSchemaText {
  /// A line an event (kind, type, message, opened box), a message (its own fields as
  /// number:type:name, `*` for lists) or an enumeration.
  static let lines = """
    event 1 1 BookFounded -
    event 1 2 BookZoneRulesAdopted -
    event 1 3 BookCompanyRenamed -
    event 1 4 BookFiscalYearChanged -
    event 1 5 BookExchangeRateSet -
    event 1 6 BookExchangeRateWithdrawn -
    event 2 1 UserRegistered UserDetails
    event 2 2 UserRenamed PersonalText
    event 2 3 UserEmailChanged PersonalText
    event 2 4 UserLoginChanged PersonalText
    event 2 5 UserRoleChanged -
    event 2 6 UserManagerChanged -
    event 2 7 UserOfficeChanged -
    event 2 8 UserDeactivated -
    event 2 9 UserReactivated -
    event 2 10 UserReferenced ExternalReference
    event 2 11 UserErased -
    event 3 1 AccountCreated -
    event 3 2 AccountRenamed -
    event 3 3 AccountDetailsChanged -
    event 3 4 AccountOwnerChanged -
    event 3 5 AccountParentChanged -
    event 3 6 AccountTagged -
    event 3 7 AccountUntagged -
    event 3 8 AccountReferenced -
    event 3 20 AccountMerged -
    event 3 21 AccountUnmerged -
    event 3 22 AccountAbsorbed -
    event 3 23 AccountReleased -
    event 3 24 AccountDistinguished -
    event 4 1 ContactCreated ContactDetails
    event 4 2 ContactNameChanged PersonName
    event 4 3 ContactEmailAdded EmailAddress
    event 4 4 ContactEmailRemoved EmailAddress
    event 4 5 ContactPhoneAdded PhoneNumber
    event 4 6 ContactPhoneRemoved PhoneNumber
    event 4 7 ContactAddressAdded PostalAddress
    event 4 8 ContactAddressRemoved PostalAddress
    event 4 9 ContactBirthdayChanged BirthdayContent
    event 4 10 ContactAccountChanged PersonalText
    event 4 11 ContactRelationshipMoved PersonalText
    event 4 12 ContactOwnerChanged -
    event 4 13 ContactTagged -
    event 4 14 ContactUntagged -
    event 4 15 ContactReferenced ExternalReference
    event 4 16 ContactErased -
    event 4 20 ContactMerged -
    event 4 21 ContactUnmerged -
    event 4 22 ContactAbsorbed ContactMergePerson
    event 4 23 ContactReleased ContactMergePerson
    event 4 24 ContactDistinguished -
    event 5 1 ProductCreated -
    event 5 2 ProductRenamed -
    event 5 3 ProductPriced -
    event 5 4 ProductFamilyChanged -
    event 5 5 ProductCodeChanged -
    event 5 6 ProductRetired -
    event 5 7 ProductReinstated -
    event 5 8 ProductReferenced -
    event 5 9 ProductCosted -
    event 5 10 ProductSubfamilyChanged -
    event 6 1 OpportunityOpened -
    event 6 2 OpportunityAdvanced -
    event 6 3 OpportunityMovedBack -
    event 6 4 OpportunityAmountRevised -
    event 6 5 OpportunityProbabilityRevised -
    event 6 6 OpportunityExpectedCloseRevised -
    event 6 7 OpportunityOwnerChanged -
    event 6 8 OpportunityProductChanged -
    event 6 9 OpportunityAccountChanged -
    event 6 10 OpportunityContactChanged -
    event 6 11 OpportunityRenamed -
    event 6 12 OpportunityWon -
    event 6 13 OpportunityLost -
    event 6 14 OpportunityReopened -
    event 6 15 OpportunityReferenced -
    event 7 1 PipelineDefined -
    event 7 2 PipelineRenamed -
    event 7 3 PipelineStageAdded -
    event 7 4 PipelineStageChanged -
    event 7 5 PipelineStageRetired -
    event 7 6 PipelineStagesReordered -
    event 7 7 PipelineRetired -
    event 7 8 PipelineReinstated -
    event 7 9 PipelineReferenced -
    event 8 1 ImportRan -
    event 10 1 ForecastCallSubmitted -
    event 10 2 ForecastCallRevised -
    event 10 3 ForecastCallWithdrawn -
    event 11 1 TargetSet -
    event 11 2 TargetRevised -
    event 11 3 TargetRetired -
    event 12 1 QuestionnaireDefined -
    event 12 2 QuestionnaireRevised -
    event 12 3 QuestionnaireRenamed -
    event 12 4 QuestionnaireRetired -
    event 12 5 QuestionnaireReinstated -
    event 12 6 QuestionnaireReferenced -
    event 16 1 ResponseRecorded AnswerWords
    event 16 2 ResponseCorrected AnswerWords
    event 16 3 ResponseRetracted NoWords
    event 16 4 ResponseReferenced ExternalReference
    event 13 1 LeadCaptured LeadPerson
    event 13 2 LeadPersonChanged LeadPerson
    event 13 3 LeadDetailsChanged -
    event 13 4 LeadStatusChanged PersonalText
    event 13 5 LeadOwnerChanged -
    event 13 6 LeadQualifierChanged -
    event 13 7 LeadConverted -
    event 13 8 LeadReferenced ExternalReference
    event 13 9 LeadErased -
    event 14 1 OrderPlaced -
    event 14 2 OrderLinesAdded -
    event 14 3 OrderLinesChanged -
    event 14 4 OrderLinesRemoved -
    event 14 5 OrderShipped -
    event 14 6 OrderCancelled -
    event 14 7 OrderReinstated -
    event 14 8 OrderReturned -
    event 14 9 OrderOrderedOnChanged -
    event 14 10 OrderOwnerChanged -
    event 14 11 OrderCustomerChanged -
    event 14 12 OrderOpportunityChanged -
    event 14 13 OrderDetailsChanged -
    event 14 14 OrderReferenced -
    event 9 1 ActivityPlanned ActivityWords
    event 9 2 ActivityLogged ActivityWords
    event 9 3 ActivityRescheduled -
    event 9 4 ActivityOwnerChanged -
    event 9 5 ActivityStarted -
    event 9 6 ActivityStopped -
    event 9 7 ActivityCompleted ActivityWords
    event 9 8 ActivityCancelled -
    event 9 9 ActivityReopened -
    event 9 10 ActivityRenamed ActivityWords
    event 9 11 ActivityNoted ActivityWords
    event 9 12 ActivityLinked -
    event 9 13 ActivityReferenced -
    event 3 101 AccountFieldsChanged -
    event 4 101 ContactFieldsChanged CustomWords
    event 13 101 LeadFieldsChanged CustomWords
    event 13 102 LeadTagged -
    event 13 103 LeadUntagged -
    event 6 101 OpportunityFieldsChanged -
    event 6 102 OpportunityTagged -
    event 6 103 OpportunityUntagged -
    event 9 101 ActivityFieldsChanged CustomWords
    event 9 102 ActivityTagged -
    event 9 103 ActivityUntagged -
    event 14 101 OrderFieldsChanged -
    event 14 102 OrderTagged -
    event 14 103 OrderUntagged -
    event 5 101 ProductFieldsChanged -
    event 5 102 ProductTagged -
    event 5 103 ProductUntagged -
    event 15 1 FieldDefined -
    event 15 2 FieldRelabelled -
    event 15 3 FieldChoiceAdded -
    event 15 4 FieldChoiceRelabelled -
    event 15 5 FieldChoiceRetired -
    event 15 6 FieldChoiceReinstated -
    event 15 7 FieldRequirementChanged -
    event 15 8 FieldRetired -
    event 15 9 FieldReinstated -
    message AccountCreated 1:uint32:owner 2:uint32:parent 3:Money:annual_revenue 4:uint64:employees 5:uint32:founded 20:string:name 21:string:industry 22:string:website 23:string:phone 24:string:street 25:string:postal_code 26:string:city 27:string:region 28:string:country
    message AccountRenamed 20:string:name
    message AccountDetailsChanged 3:Money:annual_revenue 4:uint64:employees 5:uint32:founded 6:*uint32:cleared 21:string:industry 22:string:website 23:string:phone 24:string:street 25:string:postal_code 26:string:city 27:string:region 28:string:country
    message AccountOwnerChanged 1:uint32:owner
    message AccountParentChanged 1:uint32:parent
    message AccountTagged 20:string:label
    message AccountUntagged 20:string:label
    message AccountReferenced 20:string:source 21:string:identifier
    message AccountFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message AccountMerged 1:uint32:survivor
    message AccountUnmerged
    message AccountAbsorbed 1:uint32:other 2:uint32:owner 3:Money:annual_revenue 4:uint64:employees 5:uint32:founded 6:*uint32:cleared 7:uint32:parent 20:string:name 21:string:industry 22:string:website 23:string:phone 24:string:street 25:string:postal_code 26:string:city 27:string:region 28:string:country 30:*string:tags 31:*ExternalReference:references
    message AccountReleased 1:uint32:other 2:uint32:owner 3:Money:annual_revenue 4:uint64:employees 5:uint32:founded 6:*uint32:cleared 7:uint32:parent 20:string:name 21:string:industry 22:string:website 23:string:phone 24:string:street 25:string:postal_code 26:string:city 27:string:region 28:string:country 30:*string:tags 31:*ExternalReference:references
    message AccountDistinguished 1:uint32:other
    enum ActivityKind 0:ACTIVITY_KIND_UNSPECIFIED 1:ACTIVITY_KIND_CALL 2:ACTIVITY_KIND_EMAIL 3:ACTIVITY_KIND_MEETING 4:ACTIVITY_KIND_VISIT 5:ACTIVITY_KIND_TASK 6:ACTIVITY_KIND_NOTE
    enum ActivityOutcome 0:ACTIVITY_OUTCOME_UNSPECIFIED 1:ACTIVITY_OUTCOME_DONE 2:ACTIVITY_OUTCOME_AGREED 3:ACTIVITY_OUTCOME_FOLLOW_UP 4:ACTIVITY_OUTCOME_DECLINED 5:ACTIVITY_OUTCOME_NO_ANSWER 6:ACTIVITY_OUTCOME_LEFT_MESSAGE 7:ACTIVITY_OUTCOME_NO_SHOW
    message ActivityPlanned 1:ActivityKind:kind 2:uint32:owner 3:uint32:account 4:uint32:contact 5:uint32:opportunity 6:sint64:due_day 7:sint64:due_at 20:string:label 21:string:subject 22:string:notes 23:string:result
    message ActivityLogged 1:ActivityKind:kind 2:uint32:owner 3:uint32:account 4:uint32:contact 5:uint32:opportunity 8:ActivityOutcome:outcome 9:uint32:duration_seconds 10:sint64:started_at 20:string:label 21:string:subject 22:string:notes 23:string:result
    message ActivityRescheduled 6:sint64:due_day 7:sint64:due_at
    message ActivityOwnerChanged 1:uint32:owner
    message ActivityStarted 1:uint32:user
    message ActivityStopped
    message ActivityCompleted 8:ActivityOutcome:outcome 9:uint32:duration_seconds 10:sint64:started_at 21:string:subject 22:string:notes 23:string:result
    message ActivityCancelled
    message ActivityReopened
    message ActivityRenamed 21:string:subject 22:string:notes 23:string:result
    message ActivityNoted 21:string:subject 22:string:notes 23:string:result
    message ActivityLinked 3:uint32:account 5:uint32:opportunity
    message ActivityReferenced 20:string:source 21:string:identifier
    message ActivityWords 21:string:subject 22:string:notes 23:string:result
    message ActivityFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message ActivityTagged 20:string:tag
    message ActivityUntagged 20:string:tag
    message BookFounded 1:uint32:currency 2:uint32:fiscal_year_start 20:string:company 21:string:zone_name 22:bytes:zone_rules 23:bytes:identity
    message BookZoneRulesAdopted 22:bytes:zone_rules
    message BookCompanyRenamed 20:string:company
    message BookFiscalYearChanged 1:uint32:month 2:uint32:day 3:uint32:naming
    message BookExchangeRateSet 1:uint32:currency 2:uint32:quote 3:uint64:units 4:uint32:scale 5:sint64:from 20:string:source
    message BookExchangeRateWithdrawn 1:uint32:currency 2:uint32:quote 5:sint64:from
    message Money 1:sint64:units 2:uint32:scale 3:uint32:currency
    message Period 1:PeriodKind:kind 2:sint64:first 3:uint32:start_month 4:uint32:start_day 5:uint32:naming
    enum PeriodKind 0:PERIOD_KIND_UNSPECIFIED 1:PERIOD_KIND_DAY 2:PERIOD_KIND_WEEK 3:PERIOD_KIND_MONTH 4:PERIOD_KIND_QUARTER 5:PERIOD_KIND_YEAR 6:PERIOD_KIND_FISCAL_YEAR 7:PERIOD_KIND_FISCAL_QUARTER
    enum PlanScope 0:PLAN_SCOPE_UNSPECIFIED 1:PLAN_SCOPE_OWN 2:PLAN_SCOPE_TEAM 3:PLAN_SCOPE_BOOK
    message Decimal 1:sint64:units 2:uint32:scale
    message ExternalReference 20:string:source 21:string:identifier
    message PersonalText 20:string:text
    message Origin 1:Channel:channel 2:uint32:import_number 3:uint32:file 4:uint64:row 5:string:system_user 6:uint32:system_user_id
    enum Channel 0:CHANNEL_UNSPECIFIED 1:CHANNEL_COMMAND_LINE 2:CHANNEL_WEB 3:CHANNEL_API 4:CHANNEL_DATA_IMPORT 5:CHANNEL_AUTOMATION 6:CHANNEL_EMBEDDED
    message BoxEnvelope 92:string:reason 96:bytes:request_hash
    message Envelope 90:uint32:key_slot 91:bytes:box 92:string:reason 93:Origin:origin 94:uint32:on_behalf_of 95:uint64:corrects 96:bytes:request_hash
    message CustomWords 20:*string:texts
    enum RelationshipStage 0:RELATIONSHIP_STAGE_UNSPECIFIED 1:RELATIONSHIP_STAGE_STRANGER 2:RELATIONSHIP_STAGE_PROSPECT 3:RELATIONSHIP_STAGE_LEAD 4:RELATIONSHIP_STAGE_CUSTOMER 5:RELATIONSHIP_STAGE_ADVOCATE 6:RELATIONSHIP_STAGE_LOST
    message ContactCreated 1:uint32:account 2:uint32:owner 3:RelationshipStage:stage
    message ContactNameChanged
    message ContactEmailAdded
    message ContactEmailRemoved
    message ContactPhoneAdded
    message ContactPhoneRemoved
    message ContactAddressAdded
    message ContactAddressRemoved
    message ContactBirthdayChanged
    message ContactAccountChanged 1:uint32:account
    message ContactRelationshipMoved 1:RelationshipStage:stage
    message ContactOwnerChanged 1:uint32:owner
    message ContactTagged 20:string:label
    message ContactUntagged 20:string:label
    message ContactReferenced
    message ContactErased
    message ContactMerged 1:uint32:survivor
    message ContactUnmerged
    message ContactAbsorbed 1:uint32:other 2:uint32:account 3:uint32:owner 4:RelationshipStage:stage 6:*uint32:cleared 30:*string:tags
    message ContactReleased 1:uint32:other 2:uint32:account 3:uint32:owner 4:RelationshipStage:stage 6:*uint32:cleared 30:*string:tags
    message ContactDistinguished 1:uint32:other
    message ContactDetails 1:sint64:birthday 20:string:given 21:string:family 22:string:middle 23:string:prefix 24:string:suffix 25:string:full 26:string:role 27:string:source 28:string:loss_reason 30:*EmailAddress:emails 31:*PhoneNumber:phones 32:*PostalAddress:addresses
    message PersonName 20:string:given 21:string:family 22:string:middle 23:string:prefix 24:string:suffix 25:string:full
    message EmailAddress 20:string:address 21:string:label
    message PhoneNumber 20:string:number 21:string:label
    message PostalAddress 20:string:street 21:string:postal_code 22:string:city 23:string:region 24:string:country 25:string:label
    message BirthdayContent 1:sint64:birthday
    message ContactFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message ContactMergePerson 1:sint64:birthday 20:string:given 21:string:family 22:string:middle 23:string:prefix 24:string:suffix 25:string:full 26:string:role 27:string:source 28:string:loss_reason 30:*EmailAddress:emails 31:*PhoneNumber:phones 32:*PostalAddress:addresses 33:*ExternalReference:references 34:*uint32:cleared
    enum FieldKind 0:FIELD_KIND_UNSPECIFIED 1:FIELD_KIND_TEXT 2:FIELD_KIND_NUMBER 3:FIELD_KIND_MONEY 4:FIELD_KIND_CHOICE 5:FIELD_KIND_DATE 6:FIELD_KIND_YES_NO
    message CustomChoice 1:uint32:number 20:string:code 21:string:label
    message FieldDefined 1:uint32:entity 2:FieldKind:kind 3:bool:required 4:uint32:decimals 5:uint32:currency 20:string:code 21:string:label 22:string:unit 30:*CustomChoice:choices
    message FieldRelabelled 20:string:label
    message FieldChoiceAdded 1:uint32:number 20:string:code 21:string:label
    message FieldChoiceRelabelled 1:uint32:number 20:string:label
    message FieldChoiceRetired 1:uint32:number
    message FieldChoiceReinstated 1:uint32:number
    message FieldRequirementChanged 1:bool:required
    message FieldRetired
    message FieldReinstated
    message ForecastCallSubmitted 1:Money:amount 2:Money:commit 3:Money:best_case 4:Money:pipeline 5:uint32:owner 6:PlanScope:scope 7:Period:period 20:string:note
    message ForecastCallRevised 1:Money:amount 2:Money:commit 3:Money:best_case 4:Money:pipeline 20:string:note
    message ForecastCallWithdrawn
    message ImportRan 1:uint64:rows 2:uint64:events 3:bool:is_history 20:string:recipe 21:bytes:recipe_digest 22:string:source 30:*ImportedFile:files
    message ImportedFile 1:uint64:rows 20:string:name 21:bytes:digest
    message LeadCaptured 1:uint32:owner 2:uint32:qualifier 3:sint64:first_contact 4:uint32:score 5:Money:revenue 6:LeadStatus:status 20:string:source 21:string:campaign 22:string:landing_page 23:string:segment 24:string:type 25:string:business_type 26:string:profile
    message LeadPersonChanged
    message LeadDetailsChanged 3:sint64:first_contact 4:uint32:score 5:Money:revenue 6:*uint32:cleared 20:string:source 21:string:campaign 22:string:landing_page 23:string:segment 24:string:type 25:string:business_type 26:string:profile
    message LeadStatusChanged 1:LeadStatus:status
    message LeadOwnerChanged 1:uint32:owner
    message LeadQualifierChanged 1:uint32:qualifier
    message LeadConverted 1:uint32:account 2:uint32:contact 3:uint32:opportunity
    message LeadReferenced
    message LeadErased
    message LeadPerson 20:string:given 21:string:family 22:string:middle 23:string:prefix 24:string:suffix 25:string:full 26:string:company 27:string:email 28:string:phone
    enum LeadStatus 0:LEAD_STATUS_UNSPECIFIED 1:LEAD_STATUS_NEW 2:LEAD_STATUS_WORKING 3:LEAD_STATUS_QUALIFIED 4:LEAD_STATUS_DISQUALIFIED 5:LEAD_STATUS_CONVERTED
    message LeadFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message LeadTagged 20:string:tag
    message LeadUntagged 20:string:tag
    message OpportunityOpened 1:uint32:pipeline 2:uint32:stage 3:uint32:owner 4:uint32:account 5:uint32:contact 6:uint32:product 7:Money:amount 8:uint32:probability 9:sint64:expected_close 20:string:name 21:string:source
    message OpportunityAdvanced 1:uint32:stage
    message OpportunityMovedBack 1:uint32:stage
    message OpportunityAmountRevised 1:Money:amount
    message OpportunityProbabilityRevised 1:uint32:probability
    message OpportunityExpectedCloseRevised 1:sint64:expected_close
    message OpportunityOwnerChanged 1:uint32:owner
    message OpportunityProductChanged 1:uint32:product
    message OpportunityAccountChanged 1:uint32:account
    message OpportunityContactChanged 1:uint32:contact
    message OpportunityRenamed 20:string:name
    message OpportunityWon 1:Money:amount
    message OpportunityLost 20:string:loss_reason
    message OpportunityReopened 1:uint32:stage
    message OpportunityReferenced 20:string:source 21:string:identifier
    message OpportunityFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message OpportunityTagged 20:string:tag
    message OpportunityUntagged 20:string:tag
    message OrderPlaced 1:uint32:account 2:uint32:contact 3:uint32:owner 4:uint32:opportunity 5:uint32:currency 6:sint64:ordered_on 7:sint64:shipped_on 20:string:segment 21:string:region 22:string:country 23:string:channel 30:*OrderLine:lines
    message OrderLinesAdded 30:*OrderLine:lines
    message OrderLinesChanged 30:*OrderLine:lines
    message OrderLinesRemoved 1:*uint32:numbers
    message OrderShipped 1:sint64:shipped_on
    message OrderCancelled 20:string:cancel_reason
    message OrderReinstated
    message OrderReturned 20:string:return_reason 30:*ReturnedLine:lines
    message OrderOrderedOnChanged 1:sint64:ordered_on
    message OrderOwnerChanged 1:uint32:owner
    message OrderCustomerChanged 1:uint32:account 2:uint32:contact
    message OrderOpportunityChanged 1:uint32:opportunity
    message OrderDetailsChanged 1:*uint32:cleared 20:string:segment 21:string:region 22:string:country 23:string:channel
    message OrderReferenced 20:string:source 21:string:identifier
    message OrderLine 1:uint32:number 2:uint32:product 3:Decimal:quantity 4:Decimal:amount 5:Decimal:cost 6:Decimal:discount 20:string:description 21:string:reference
    message ReturnedLine 1:uint32:number 2:Decimal:quantity 3:Decimal:amount 4:Decimal:cost
    message OrderFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message OrderTagged 20:string:tag
    message OrderUntagged 20:string:tag
    message PipelineDefined 20:string:name 30:*Stage:stages
    message PipelineRenamed 20:string:name
    message PipelineStageAdded 1:uint32:index 30:Stage:stage
    message PipelineStageChanged 1:uint32:number 2:uint32:probability 3:ForecastCategory:category 20:string:name
    message PipelineStageRetired 1:uint32:number
    message PipelineStagesReordered 1:*uint32:numbers
    message PipelineRetired
    message PipelineReinstated
    message PipelineReferenced 20:string:source 21:string:identifier
    message Stage 1:uint32:number 2:uint32:probability 3:ForecastCategory:category 20:string:name
    enum ForecastCategory 0:FORECAST_CATEGORY_UNSPECIFIED 1:FORECAST_CATEGORY_PIPELINE 2:FORECAST_CATEGORY_BEST_CASE 3:FORECAST_CATEGORY_COMMIT 4:FORECAST_CATEGORY_OMITTED
    message ProductCreated 1:Money:list_price 2:Money:cost 20:string:name 21:string:family 22:string:code 23:string:subfamily
    message ProductRenamed 20:string:name
    message ProductPriced 1:Money:list_price
    message ProductFamilyChanged 20:string:family
    message ProductCodeChanged 20:string:code
    message ProductRetired
    message ProductReinstated
    message ProductReferenced 20:string:source 21:string:identifier
    message ProductCosted 1:Money:cost
    message ProductSubfamilyChanged 20:string:subfamily
    message ProductFieldsChanged 1:*uint32:fields 2:*sint64:values 3:*uint32:in_words 4:*uint32:cleared 20:*string:texts
    message ProductTagged 20:string:tag
    message ProductUntagged 20:string:tag
    message QuestionnaireDefined 20:string:name 30:*Question:questions 31:MatrixRules:matrix
    message QuestionnaireRevised 1:uint32:version 30:*Question:questions 31:MatrixRules:matrix
    message QuestionnaireRenamed 20:string:name
    message QuestionnaireRetired
    message QuestionnaireReinstated
    message QuestionnaireReferenced 20:string:source 21:string:identifier
    message Question 1:uint32:number 2:QuestionKind:kind 3:bool:is_required 4:sint64:minimum 5:sint64:maximum 6:uint32:decimals 7:QuestionScoring:scoring 8:uint32:size_weight 9:uint32:potential_weight 20:string:code 21:string:wording 30:*Choice:choices
    message Choice 1:sint64:value 2:sint64:score 20:string:code 21:string:label
    message MatrixRules 1:bool:is_median 2:bool:is_lower_inclusive 3:*sint64:size_boundaries 4:*sint64:potential_boundaries 20:*string:categories
    enum QuestionKind 0:QUESTION_KIND_UNSPECIFIED 1:QUESTION_KIND_CHOICE 2:QUESTION_KIND_NUMBER 3:QUESTION_KIND_SCALE 4:QUESTION_KIND_YES_NO 5:QUESTION_KIND_TEXT
    enum QuestionScoring 0:QUESTION_SCORING_UNSPECIFIED 1:QUESTION_SCORING_LINEAR 2:QUESTION_SCORING_REVERSED 3:QUESTION_SCORING_VALUE 4:QUESTION_SCORING_TABLE
    message ResponseRecorded 1:uint32:questionnaire 2:uint32:version 3:uint32:account 4:uint32:contact 5:*uint32:questions 6:*sint64:values 7:*uint32:in_words 20:*string:texts
    message ResponseCorrected 5:*uint32:questions 6:*sint64:values 7:*uint32:in_words 8:*uint32:withdrawn 20:*string:texts
    message ResponseRetracted
    message ResponseReferenced 20:string:source 21:string:identifier
    message AnswerWords 20:*string:texts
    message TargetSet 1:Money:amount 2:uint32:owner 3:PlanScope:scope 4:Period:period
    message TargetRevised 1:Money:amount
    message TargetRetired
    message UserRegistered 1:Role:role 2:uint32:manager 20:string:office
    message UserRenamed
    message UserEmailChanged
    message UserLoginChanged
    message UserRoleChanged 1:Role:role
    message UserManagerChanged 1:uint32:manager
    message UserOfficeChanged 20:string:office
    message UserDeactivated
    message UserReactivated
    message UserReferenced
    message UserErased
    message UserDetails 20:string:name 21:string:email 22:string:login
    enum Role 0:ROLE_UNSPECIFIED 1:ROLE_REPRESENTATIVE 2:ROLE_MANAGER 3:ROLE_ANALYST 4:ROLE_AUDITOR 5:ROLE_ADMINISTRATOR
    """
}

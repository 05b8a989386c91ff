/// What happened in the example, by days before or after the Friday the story ends on, in braces.
enum ExampleStory {
  /// How far one came with whom.
  static let relationships = """
    on,contact,stage,why
    {-170},iris,lead,
    {-165},nadia,lead,
    {-161},joost,lead,
    {-155},femke,lead,
    {-150},eva,prospect,
    {-140},sanne,lead,
    {-130},tom,lead,
    {-120},pieter,prospect,
    {-119},joost,customer,
    {-112},mira,prospect,
    {-100},dirk,lead,
    {-98},iris,customer,
    {-91},sanne,lost,went for vans
    {-88},eva,lead,
    {-79},dirk,customer,
    {-71},nadia,customer,
    {-64},hugo,prospect,
    {-60},mira,lead,
    {-50},tom,customer,
    {-45},yara,prospect,
    {-35},femke,customer,
    {-30},joost,advocate,
    {-21},yara,lead,
    """

  /// What might be sold.
  static let opportunities = """
    id,opened,name,account,contact,product,amount,expected,owner
    o1,{-172},Six bikes for the beach hotels,brightwater,iris,courier,31200,{-100},ben
    o2,{-168},A bike for the morning round,harbour,joost,courier,5200,{-126},ben
    o3,{-168},Pilot with four haulers,swift,nadia,hauler,31600,{-80},carla
    o4,{-157},City post by bike,polder,femke,hauler,79000,{-60},U-1
    o5,{-154},Linen round between the wards,valeria,eva,hauler,47400,{-45},U-1
    o6,{-143},Flower auction shuttle,greenleaf,sanne,courier,20800,{-85},ben
    o7,{-133},Bread to forty shops,molen,tom,courier,52000,{-56},carla
    o8,{-127},Parks and greens,oostwoud,pieter,hauler,23700,{-30},carla
    o9,{-119},Care for the bakery bike,harbour,joost,care,480,{-105},ben
    o10,{-113},Medicine to the door,linden,mira,courier,26000,{-50},ben
    o11,{-105},Beans along the quay,quay,dirk,courier,5200,{-77},carla
    o12,{-95},Care for six bikes,brightwater,iris,care,2880,{-80},ben
    o13,{-91},Second flower shuttle,greenleaf,sanne,hauler,15800,{-42},ben
    o14,{-85},Training for two mechanics,kestrel,hugo,training,3000,{-50},ben
    o15,{-78},Twelve more haulers,swift,nadia,hauler,94800,{+20},carla
    o16,{-70},Room service outdoors,brightwater,iris,courier,10400,{-21},ben
    o17,{-67},Care for four haulers,swift,nadia,care,1920,{-42},carla
    o18,{-63},Night pharmacy pilot,linden,mira,courier,5200,{-10},ben
    o19,{-56},A bike for the repair round,kestrel,hugo,courier,5200,{+12},ben
    o20,{-46},Trips to the school garden,nineelms,yara,courier,10400,{+28},carla
    o21,{-43},Lunch boxes for offices,molen,tom,hauler,39500,{+14},carla
    o22,{-39},Care for ten bikes,molen,tom,care,4800,{-15},carla
    o23,{-31},Spare parts depot,polder,femke,training,4500,{+25},U-1
    o24,{-22},Blood samples by bike,valeria,eva,courier,15600,{+55},U-1
    o25,{-15},Second coffee bike,quay,dirk,courier,5200,{+35},carla
    o26,{-7},Waste paper round,oostwoud,pieter,hauler,15800,{+80},carla
    """

  /// What became of it.
  static let changes = """
    on,opportunity,what,value,by
    {-161},o1,stage,Needs analysis,ben
    {-155},o2,stage,Needs analysis,ben
    {-150},o3,stage,Needs analysis,carla
    {-141},o1,stage,Proposal,ben
    {-140},o4,stage,Needs analysis,U-1
    {-140},o2,stage,Proposal,ben
    {-133},o3,stage,Proposal,carla
    {-129},o5,stage,Needs analysis,U-1
    {-126},o6,stage,Needs analysis,ben
    {-121},o1,stage,Negotiation,ben
    {-119},o2,won,,ben
    {-115},o7,stage,Needs analysis,carla
    {-112},o4,stage,Proposal,U-1
    {-108},o9,won,,ben
    {-106},o6,stage,Proposal,ben
    {-105},o8,stage,Needs analysis,carla
    {-99},o3,stage,Negotiation,carla
    {-98},o11,stage,Needs analysis,carla
    {-98},o1,won,30400,ben
    {-94},o7,stage,Proposal,carla
    {-92},o10,stage,Needs analysis,ben
    {-91},o6,lost,bought vans after all,ben
    {-91},o11,stage,Proposal,carla
    {-88},o5,stage,Proposal,U-1
    {-87},o12,stage,Proposal,ben
    {-84},o12,won,,ben
    {-84},o4,close,{-30},U-1
    {-79},o11,won,,carla
    {-77},o13,stage,Needs analysis,ben
    {-73},o7,stage,Negotiation,carla
    {-71},o3,won,31600,carla
    {-70},o14,stage,Needs analysis,ben
    {-66},o10,stage,Proposal,ben
    {-63},o14,stage,Proposal,ben
    {-58},o13,lost,no answer for five weeks,ben
    {-57},o15,stage,Needs analysis,carla
    {-56},o16,stage,Needs analysis,ben
    {-56},o4,stage,Negotiation,U-1
    {-53},o17,won,,carla
    {-52},o10,close,{+10},ben
    {-50},o7,won,49900,carla
    {-49},o18,stage,Needs analysis,ben
    {-49},o5,close,{+15},U-1
    {-44},o14,lost,no budget this year,ben
    {-42},o15,chance,60%,carla
    {-42},o5,amount,55300,U-1
    {-38},o16,stage,Proposal,ben
    {-37},o19,stage,Needs analysis,ben
    {-36},o15,stage,Proposal,carla
    {-35},o18,stage,Proposal,ben
    {-35},o4,won,75500,U-1
    {-32},o8,close,{+60},carla
    {-29},o21,stage,Needs analysis,carla
    {-28},o20,stage,Needs analysis,carla
    {-28},o8,stage,Proposal,carla
    {-25},o22,stage,Proposal,carla
    {-24},o10,stage,Negotiation,ben
    {-21},o20,owner,ben,U-1
    {-21},o16,close,{+20},ben
    {-18},o22,won,4500,carla
    {-17},o15,stage,Negotiation,carla
    {-16},o23,stage,Needs analysis,U-1
    {-14},o18,won,5000,ben
    {-14},o21,stage,Proposal,carla
    {-10},o20,stage,Proposal,carla
    {-9},o24,stage,Needs analysis,U-1
    {-8},o15,amount,90000,carla
    {-7},o25,stage,Needs analysis,carla
    {-4},o5,chance,40%,U-1
    """
}

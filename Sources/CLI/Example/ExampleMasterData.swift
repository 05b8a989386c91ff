/// Who and what there is in the example: an invented maker of cargo bikes, invented customers.
enum ExampleMasterData {
  /// The two who work beside you.
  static let users = """
    id,name,role,manager,office
    ben,Ben Bakker,representative,U-1,North
    carla,Carla Duarte,representative,U-1,South
    """

  /// The customers.
  static let accounts = """
    id,name,industry,city,employees,revenue,owner
    brightwater,Brightwater Hotels,Hospitality,Zandvoort,340,28000000,ben
    harbour,Harbour Bakery,Food,Vlissingen,22,1900000,ben
    swift,Swift Swallow Couriers,Logistics,Utrecht,180,12500000,carla
    oostwoud,Town of Oostwoud,Government,Oostwoud,95,,carla
    greenleaf,Greenleaf Flowers,Retail,Aalsmeer,48,6200000,ben
    molen,De Molen Foods,Food,Zaandam,130,17400000,carla
    linden,Linden Pharmacy Group,Health,Breda,75,9800000,ben
    quay,Quayside Coffee,Hospitality,Rotterdam,31,2600000,carla
    valeria,Valeria Hospital,Health,Nijmegen,1250,98000000,U-1
    kestrel,Kestrel Repairs,Services,Arnhem,14,1100000,ben
    nineelms,Nine Elms School,Education,Haarlem,60,,carla
    polder,Polder Parcels,Logistics,Lelystad,410,36500000,U-1
    """

  /// The people there.
  static let contacts = """
    id,name,account,role,email,owner
    iris,Iris Vermeer,brightwater,Purchasing manager,iris.vermeer@brightwater.example,ben
    joost,Joost Bakker,harbour,Owner,joost@harbourbakery.example,ben
    nadia,Nadia el Amrani,swift,Fleet manager,nadia@swiftswallow.example,carla
    pieter,Pieter de Graaf,oostwoud,Head of public works,p.degraaf@oostwoud.example,carla
    sanne,Sanne Visser,greenleaf,Logistics lead,sanne@greenleaf.example,ben
    tom,Tom Jansen,molen,Operations director,tom.jansen@demolen.example,carla
    mira,Mira Okafor,linden,Chief operating officer,mira@lindenpharmacy.example,ben
    dirk,Dirk Smit,quay,Owner,dirk@quaysidecoffee.example,carla
    eva,Eva Lindqvist,valeria,Facility manager,e.lindqvist@valeria.example,U-1
    hugo,Hugo Maas,kestrel,Owner,hugo@kestrelrepairs.example,ben
    yara,Yara Mulder,nineelms,Bursar,yara@nineelms.example,carla
    femke,Femke Dijkstra,polder,Head of last mile,femke@polderparcels.example,U-1
    """

  /// What is for sale.
  static let products = """
    id,name,family,price
    courier,Courier 80,Cargo bikes,5200
    hauler,Hauler 200,Cargo bikes,7900
    care,"Fleet care, one year",Services,480
    training,Workshop training,Services,1500
    """
}

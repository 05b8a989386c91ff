/// Facts about local days and times, computed by Python 3.11 like those of ``ZoneFacts``.
extension ZoneFacts {
  /// Zone, local day, second of its first instant, found by walking through the instants.
  static let starts = """
    Europe/Amsterdam 1918-04-01 -1633220372
    Europe/Amsterdam 1919-09-29 -1586049572
    Europe/Amsterdam 1922-03-26 -1507508372
    Europe/Amsterdam 1925-06-05 -1406679572
    Europe/Amsterdam 1929-05-15 -1282263572
    Europe/Amsterdam 1937-07-01 -1025745572
    Europe/Amsterdam 1983-03-27 417567600
    Europe/Amsterdam 2002-07-15 1026684000
    Europe/Amsterdam 2013-02-13 1360710000
    Europe/Amsterdam 2016-03-27 1459033200
    Europe/Amsterdam 2016-10-30 1477778400
    Europe/Amsterdam 2043-03-14 2309900400
    Europe/Amsterdam 2058-10-27 2802895200
    Europe/Amsterdam 2072-05-28 3231612000
    Europe/Amsterdam 2083-03-28 3573414000
    Europe/Amsterdam 2103-10-28 4222965600
    Europe/Amsterdam 2105-10-25 4285864800
    America/New_York 1924-09-28 -1428264000
    America/New_York 1968-04-28 -52945200
    America/New_York 1970-12-03 29048400
    America/New_York 1971-07-30 49694400
    America/New_York 1973-10-28 120628800
    America/New_York 1987-04-05 544597200
    America/New_York 1996-04-07 828853200
    America/New_York 2006-04-02 1143954000
    America/New_York 2053-03-09 2625109200
    America/New_York 2061-11-06 2898475200
    America/New_York 2099-11-01 4097188800
    America/New_York 2104-12-30 4260056400
    America/New_York 2105-11-01 4286491200
    America/New_York 2137-02-16 5274046800
    America/Sao_Paulo 1957-12-23 -379458000
    America/Sao_Paulo 1964-02-29 -184284000
    America/Sao_Paulo 1965-03-30 -150156000
    America/Sao_Paulo 1966-02-28 -121212000
    America/Sao_Paulo 1985-11-02 499748400
    America/Sao_Paulo 2006-11-05 1162695600
    America/Sao_Paulo 2010-05-02 1272769200
    America/Sao_Paulo 2010-10-17 1287284400
    America/Sao_Paulo 2017-02-18 1487383200
    America/Sao_Paulo 2017-10-15 1508036400
    America/Sao_Paulo 2018-02-17 1518832800
    America/Sao_Paulo 2018-02-18 1518922800
    America/Sao_Paulo 2018-11-04 1541300400
    America/Sao_Paulo 2020-11-15 1605409200
    America/Sao_Paulo 2035-01-14 2052356400
    Asia/Kathmandu 1919-12-31 -1578030076
    Asia/Kathmandu 1986-01-01 504901800
    Asia/Kathmandu 2042-10-29 2298132900
    Asia/Kathmandu 2063-03-02 2939998500
    Asia/Kathmandu 2100-10-17 4127393700
    Asia/Kathmandu 2115-05-07 4586609700
    Australia/Lord_Howe 1983-10-30 436282200
    Australia/Lord_Howe 1985-10-27 499181400
    Australia/Lord_Howe 1991-03-03 667918800
    Australia/Lord_Howe 2009-10-04 1254576600
    Australia/Lord_Howe 2011-10-02 1317475800
    Australia/Lord_Howe 2022-04-03 1648904400
    Australia/Lord_Howe 2043-09-26 2326800600
    Australia/Lord_Howe 2052-10-06 2611747800
    Australia/Lord_Howe 2056-10-01 2737546200
    Australia/Lord_Howe 2058-04-07 2785323600
    Australia/Lord_Howe 2085-04-01 3636882000
    Australia/Lord_Howe 2091-04-29 3828605400
    Australia/Lord_Howe 2101-04-08 4142323800
    Australia/Lord_Howe 2117-05-12 4650183000
    Africa/Casablanca 2010-05-02 1272758400
    Africa/Casablanca 2011-04-03 1301788800
    Africa/Casablanca 2012-07-20 1342738800
    Africa/Casablanca 2016-06-05 1465081200
    Africa/Casablanca 2017-10-29 1509231600
    Africa/Casablanca 2019-06-09 1560038400
    Africa/Casablanca 2063-04-24 2944598400
    Africa/Casablanca 2066-11-14 3056918400
    Africa/Casablanca 2066-12-26 3060547200
    Africa/Casablanca 2080-07-21 3488745600
    Africa/Casablanca 2081-06-01 3515961600
    Africa/Casablanca 2097-12-03 4036867200
    Africa/Casablanca 2109-11-17 4414089600
    Africa/Casablanca 2141-02-05 5399308800
    America/Nuuk 1982-09-25 401767200
    America/Nuuk 1985-03-30 480999600
    America/Nuuk 1985-09-28 496720800
    America/Nuuk 1997-05-19 864007200
    America/Nuuk 1998-03-28 891054000
    America/Nuuk 2009-03-19 1237431600
    America/Nuuk 2022-10-29 1667008800
    America/Nuuk 2023-03-25 1679713200
    America/Nuuk 2024-03-30 1711764000
    America/Nuuk 2024-03-31 1711846800
    America/Nuuk 2040-03-24 2216167200
    America/Nuuk 2040-03-25 2216250000
    America/Nuuk 2040-10-28 2235002400
    America/Nuuk 2047-10-26 2455664400
    America/Nuuk 2050-03-27 2531955600
    America/Nuuk 2064-03-30 2974064400
    America/Nuuk 2081-12-12 3532730400
    America/Nuuk 2093-10-24 3907184400
    America/Nuuk 2148-07-14 5633974800
    Pacific/Apia 2011-12-29 1325152800
    Pacific/Apia 2011-12-31 1325239200
    Pacific/Apia 2012-01-01 1325325600
    Pacific/Apia 2012-04-01 1333188000
    Pacific/Apia 2014-04-06 1396692000
    Pacific/Apia 2015-04-05 1428141600
    Pacific/Apia 2015-09-27 1443265200
    Pacific/Apia 2016-04-03 1459591200
    Pacific/Apia 2021-04-04 1617444000
    Pacific/Apia 2026-10-19 1792321200
    Pacific/Apia 2052-07-03 2603530800
    Pacific/Apia 2091-04-28 3828510000
    Pacific/Apia 2091-09-20 3841038000
    Etc/UTC 1999-10-20 940377600
    Etc/UTC 2005-08-09 1123545600
    Etc/UTC 2084-10-24 3623184000
    Etc/UTC 2135-06-03 5220115200
    """

  /// Zone, local day, local second of the day, the instant's second (`fold=0`), around changes.
  static let locals = """
    Europe/Amsterdam 1918-04-01 7200 -1633213172
    Europe/Amsterdam 1919-09-29 10799 -1586038773
    Europe/Amsterdam 1922-03-26 7200 -1507501172
    Europe/Amsterdam 1925-06-05 9000 -1406670572
    Europe/Amsterdam 1983-03-27 7201 417574801
    Europe/Amsterdam 1983-03-27 12600 417576600
    Europe/Amsterdam 2017-03-31 50700 1490961900
    Europe/Amsterdam 2058-10-27 10801 2802909601
    Europe/Amsterdam 2083-03-28 1800 3573415800
    Europe/Amsterdam 2103-10-28 12600 4222981800
    Europe/Amsterdam 2105-10-25 5400 4285870200
    Europe/Amsterdam 2105-10-25 10800 4285879200
    Europe/Amsterdam 2105-10-25 16200 4285884600
    America/New_York 1924-09-28 9000 -1428251400
    America/New_York 1968-04-28 1800 -52943400
    America/New_York 1968-04-28 7200 -52938000
    America/New_York 1973-10-28 5400 120634200
    America/New_York 1987-04-05 7199 544604399
    America/New_York 1987-04-05 7201 544604401
    America/New_York 1996-04-07 1800 828855000
    America/New_York 2006-04-02 7199 1143961199
    America/New_York 2017-03-31 50700 1490983500
    America/New_York 2053-03-09 1800 2625111000
    America/New_York 2053-03-09 7199 2625116399
    America/New_York 2053-03-09 7201 2625116401
    America/New_York 2105-11-01 7201 4286502001
    America/Sao_Paulo 1964-02-29 81000 -184203000
    America/Sao_Paulo 1965-03-30 84600 -150071400
    America/Sao_Paulo 1965-03-31 0 -150069600
    America/Sao_Paulo 1965-03-31 1 -150069599
    America/Sao_Paulo 1966-03-01 1 -121125599
    America/Sao_Paulo 1966-03-01 1800 -121123800
    America/Sao_Paulo 2006-11-04 81000 1162690200
    America/Sao_Paulo 2006-11-05 1 1162695601
    America/Sao_Paulo 2010-10-16 84600 1287282600
    America/Sao_Paulo 2010-10-17 1800 1287286200
    America/Sao_Paulo 2017-02-18 81000 1487464200
    America/Sao_Paulo 2017-02-19 1 1487473201
    America/Sao_Paulo 2017-03-31 50700 1490979900
    Asia/Kathmandu 1919-12-31 84600 -1577945476
    Asia/Kathmandu 1919-12-31 86399 -1577943677
    Asia/Kathmandu 1920-01-01 0 -1577943000
    Asia/Kathmandu 1920-01-01 1 -1577942999
    Asia/Kathmandu 1920-01-01 1800 -1577941200
    Asia/Kathmandu 1920-01-01 5400 -1577937600
    Asia/Kathmandu 1985-12-31 81000 504896400
    Asia/Kathmandu 1985-12-31 84600 504900000
    Asia/Kathmandu 1986-01-01 0 504901800
    Asia/Kathmandu 1986-01-01 1 504901801
    Asia/Kathmandu 1986-01-01 1800 504902700
    Asia/Kathmandu 1986-01-01 5400 504906300
    Asia/Kathmandu 2017-03-31 50700 1490948400
    Australia/Lord_Howe 1983-10-30 9000 436291200
    Australia/Lord_Howe 1985-10-27 5400 499186800
    Australia/Lord_Howe 1985-10-27 7199 499188599
    Australia/Lord_Howe 1985-10-27 7201 499188601
    Australia/Lord_Howe 1991-03-03 7199 667925999
    Australia/Lord_Howe 2011-10-02 5400 1317481200
    Australia/Lord_Howe 2011-10-02 7199 1317482999
    Australia/Lord_Howe 2011-10-02 7201 1317483001
    Australia/Lord_Howe 2017-03-31 50700 1490929500
    Australia/Lord_Howe 2022-04-03 9000 1648915200
    Australia/Lord_Howe 2052-10-06 9000 2611755000
    Australia/Lord_Howe 2085-04-01 5400 3636887400
    Australia/Lord_Howe 2085-04-01 7200 3636891000
    Africa/Casablanca 2011-04-02 81000 1301783400
    Africa/Casablanca 2011-04-03 1 1301788801
    Africa/Casablanca 2012-07-20 10799 1342749599
    Africa/Casablanca 2012-07-20 12600 1342755000
    Africa/Casablanca 2016-06-05 5400 1465086600
    Africa/Casablanca 2016-06-05 9000 1465090200
    Africa/Casablanca 2017-03-31 50700 1490965500
    Africa/Casablanca 2017-10-29 12600 1509247800
    Africa/Casablanca 2017-10-29 16200 1509251400
    Africa/Casablanca 2019-06-09 7199 1560045599
    Africa/Casablanca 2066-12-26 7200 3060554400
    Africa/Casablanca 2081-06-01 5400 3515967000
    Africa/Casablanca 2081-06-01 10799 3515972399
    America/Nuuk 1982-09-25 82800 401853600
    America/Nuuk 1982-09-25 82801 401853601
    America/Nuuk 1982-09-26 1800 401859000
    America/Nuuk 1985-03-30 84600 481080600
    America/Nuuk 1985-09-28 81000 496801800
    America/Nuuk 1985-09-28 82799 496803599
    America/Nuuk 2017-03-31 50700 1490976300
    America/Nuuk 2047-10-27 1 2455754401
    America/Nuuk 2047-10-27 1800 2455756200
    America/Nuuk 2050-03-26 77400 2531950200
    America/Nuuk 2050-03-26 84600 2531957400
    America/Nuuk 2093-10-25 0 3907274400
    America/Nuuk 2093-10-25 1 3907274401
    Pacific/Apia 2012-04-01 14399 1333202399
    Pacific/Apia 2012-04-01 14401 1333206001
    Pacific/Apia 2012-04-01 16200 1333207800
    Pacific/Apia 2015-04-05 14400 1428159600
    Pacific/Apia 2015-04-05 19800 1428165000
    Pacific/Apia 2015-09-27 10799 1443275999
    Pacific/Apia 2015-09-27 10800 1443276000
    Pacific/Apia 2015-09-27 12600 1443277800
    Pacific/Apia 2017-03-31 50700 1490918700
    Pacific/Apia 2021-04-04 14399 1617458399
    Pacific/Apia 2021-04-04 14400 1617462000
    Pacific/Apia 2021-04-04 16200 1617463800
    Pacific/Apia 2021-04-04 19800 1617467400
    Etc/UTC 2017-03-31 50700 1490969100
    """
}

internal import CXLSXWriter

/// One picture on its way into the library.
struct ChartDrawing {
  let chart: SheetChart

  /// Gives a chart of the library its title, axes and series.
  ///
  /// SAFETY: the library owns the chart and copies every text within the call.
  @unsafe func draw(_ drawn: UnsafeMutablePointer<lxw_chart>) throws(SpreadsheetError) {
    unsafe chart_title_set_name(drawn, SheetText.words(chart.title))
    // The library calls the lower axis x, also where bars lie and the categories go down.
    let (x, y) =
      chart.form == .bars ? (chart.vertical, chart.horizontal) : (chart.horizontal, chart.vertical)
    unsafe axis(drawn.pointee.x_axis, x)
    unsafe axis(drawn.pointee.y_axis, y)
    if chart.form == .bars { unsafe chart_axis_set_reverse(drawn.pointee.y_axis) }
    unsafe legend(drawn)
    for series in chart.series { try unsafe add(series, to: drawn) }
  }

  /// A legend below, unless one series says it all; without those that are not drawn.
  private func legend(_ drawn: UnsafeMutablePointer<lxw_chart>) {
    if chart.series.count(where: { $0.look == .usual }) < 2 {
      unsafe chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    } else {
      unsafe chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    }
    var hidden = chart.series.indices.filter { chart.series[$0].look == .hidden }.map(Int16.init)
    guard !hidden.isEmpty else { return }
    hidden.append(-1)
    _ = unsafe chart_legend_delete_series(drawn, &hidden)
  }

  private func axis(_ axis: UnsafeMutablePointer<lxw_chart_axis>?, _ drawn: SheetChart.Axis) {
    unsafe chart_axis_set_name(axis, SheetText.words(drawn.title))
    if drawn.format != .general { unsafe chart_axis_set_num_format(axis, drawn.format.code) }
    if let range = drawn.range {
      unsafe chart_axis_set_min(axis, range.lowerBound)
      unsafe chart_axis_set_max(axis, range.upperBound)
    }
  }

  private func add(
    _ series: SheetChart.Series, to drawn: UnsafeMutablePointer<lxw_chart>
  ) throws(SpreadsheetError) {
    guard let made = unsafe chart_add_series(drawn, nil, nil) else { throw .library("no memory") }
    unsafe chart_series_set_name(made, SheetText.words(series.name))
    let (below, values) = (series.categories, series.values)
    unsafe chart_series_set_categories(
      made, below.sheet, UInt32(below.rows.lowerBound), UInt16(below.column),
      UInt32(below.rows.upperBound), UInt16(below.column))
    unsafe chart_series_set_values(
      made, values.sheet, UInt32(values.rows.lowerBound), UInt16(values.column),
      UInt32(values.rows.upperBound), UInt16(values.column))
    unsafe dress(made, series)
    if !series.labels.isEmpty { try unsafe label(made, series.labels) }
  }

  /// Colours: the line of a line, the marks of points, the area of a bar.
  private func dress(
    _ made: UnsafeMutablePointer<lxw_chart_series>, _ series: SheetChart.Series
  ) {
    var fill = lxw_chart_fill()
    var line = lxw_chart_line()
    (fill.color, line.color) = (series.color ?? 0, series.color ?? 0)
    switch series.look {
    case .hidden:
      fill.none = UInt8(LXW_TRUE.rawValue)
      unsafe chart_series_set_fill(made, &fill)
    case .thinLine:
      line.width = 1
      unsafe chart_series_set_line(made, &line)
      unsafe chart_series_set_marker_type(made, UInt8(LXW_CHART_MARKER_NONE.rawValue))
    case .usual where series.color == nil: break
    case .usual:
      switch chart.form {
      case .columns, .stackedColumns, .bars: unsafe chart_series_set_fill(made, &fill)
      case .lines:
        line.width = 2
        unsafe chart_series_set_line(made, &line)
        unsafe mark(made, &fill, &line)
      case .points: unsafe mark(made, &fill, &line)
      }
    }
  }

  private func mark(
    _ made: UnsafeMutablePointer<lxw_chart_series>, _ fill: inout lxw_chart_fill,
    _ line: inout lxw_chart_line
  ) {
    unsafe chart_series_set_marker_type(made, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
    unsafe chart_series_set_marker_size(made, 5)
    unsafe chart_series_set_marker_fill(made, &fill)
    unsafe chart_series_set_marker_line(made, &line)
  }

  /// Writes a text beside each point; a data label of the library takes its value as a C string.
  private func label(
    _ made: UnsafeMutablePointer<lxw_chart_series>, _ labels: [String]
  ) throws(SpreadsheetError) {
    unsafe chart_series_set_labels(made)
    // SAFETY: the copies live until after the call, in which the library copies them again; the
    // list ends with a nil pointer, as the library wants it.
    let copies = unsafe labels.map { text in
      let bytes = SheetText.words(text).utf8CString
      let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
      _ = unsafe copy.initialize(from: bytes)
      return unsafe copy
    }
    defer { unsafe copies.forEach { unsafe $0.deallocate() } }
    var custom = unsafe copies.map { copy in
      var label = unsafe lxw_chart_data_label()
      unsafe label.value = copy.baseAddress
      return unsafe label
    }
    let code = unsafe custom.withUnsafeMutableBufferPointer { custom in
      let start = custom.baseAddress
      var pointers = unsafe custom.indices.map { place in unsafe start.map { unsafe $0 + place } }
      unsafe pointers.append(nil)
      return unsafe chart_series_set_labels_custom(made, &pointers)
    }
    try Workbook.check(code)
  }
}

extension SheetChart.Form {
  var code: lxw_chart_type {
    switch self {
    case .lines: LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS
    case .points: LXW_CHART_SCATTER
    case .columns: LXW_CHART_COLUMN
    case .stackedColumns: LXW_CHART_COLUMN_STACKED
    case .bars: LXW_CHART_BAR
    }
  }
}

/** The data of a clicked row: the table's types promise it, yet it hands out its own row around it. */
export function clickedRow<Row extends object>(row: Row): Row {
  return (row as { original?: Row }).original ?? row;
}

const OLDEST = [20, 19];

/**
 * Ends with one sentence on a Node that is too old. It stands in a file of its own, with nothing imported:
 * an old Node would fail on the names that the others import before it ran a line.
 */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    `Node ${process.versions.node} is too old: install Node ${OLDEST.join(".")} or newer, then run the command again.`,
  );
  process.exit(1);
}

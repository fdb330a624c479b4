export * from "./builders";
export { describeEngine } from "./contract/describe-engine";
export { describeStore, type OpenStore } from "./contract/describe-store";
export * from "./memory/memory-store";
export * from "./memory-host";
export * from "./test-clock";
export * from "./test-ids";

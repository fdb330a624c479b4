import { describeEngine } from "../contract/describe-engine";
import { memoryStore } from "./memory-store";

describeEngine("memory store", async () => ({ store: memoryStore(), close: async () => {} }));

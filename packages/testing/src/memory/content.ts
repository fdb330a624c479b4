import type { ContentStore, WatermarkStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";

export function memoryContent({ content }: MemoryDatabase): ContentStore {
  return {
    async current() {
      return content.get("current");
    },
    async keep(snapshot, _receivedAt, onto) {
      const kept = content.get("current");
      if (kept !== null && kept.version >= snapshot.version) return false;
      if (onto !== undefined && (kept?.version ?? 0) !== onto) return false;
      content.write("current", snapshot);
      return true;
    },
  };
}

export function memoryWatermarks({ watermarks }: MemoryDatabase): WatermarkStore {
  return {
    async get(name) {
      return watermarks.get(name)?.at ?? null;
    },
    async set(name, at) {
      watermarks.write(name, { at });
    },
  };
}

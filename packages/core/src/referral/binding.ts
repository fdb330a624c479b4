/** A friend belongs to one advocate in a program; whoever was first. */
export interface Binding {
  readonly programId: string;
  readonly friendId: string;
  readonly referralId: string;
  readonly boundAt: Date;
  /** Null for good. */
  readonly until: Date | null;
}

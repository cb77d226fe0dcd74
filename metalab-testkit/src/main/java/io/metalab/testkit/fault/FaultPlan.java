package io.metalab.testkit.fault;

/** Says which operations fail; asked once for each, in order, under a lock. */
@FunctionalInterface
public interface FaultPlan {
  /** Nothing fails. */
  FaultPlan NONE = operation -> Fault.NONE;

  /** Returns what happens to this operation. */
  Fault decide(FileOperation operation);

  /** Returns the plan by which the operation of this number fails, and no read. */
  static FaultPlan at(long number, Fault fault) {
    return operation ->
        operation.kind() != FileOperation.Kind.READ && operation.number() == number
            ? fault
            : Fault.NONE;
  }

  /** Returns the plan by which every operation from this number on fails, and no read. */
  static FaultPlan from(long number, Fault fault) {
    return operation ->
        operation.kind() != FileOperation.Kind.READ && operation.number() >= number
            ? fault
            : Fault.NONE;
  }

  /** Returns the plan by which the read of this number fails. */
  static FaultPlan atRead(long number) {
    return operation ->
        operation.kind() == FileOperation.Kind.READ && operation.number() == number
            ? Fault.IO_ERROR
            : Fault.NONE;
  }
}

package io.metalab.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
  @TempDir Path directory;

  @Test
  void listsRegisteredOperationsByKey() throws IOException {
    Operations operations = register(Second.class, First.class);

    assertThat(operations.all())
        .extracting(bound -> bound.spec().key())
        .containsExactly("test.first", "test.second");
    assertThat(operations.find("test.second"))
        .hasValueSatisfying(bound -> assertThat(bound.operation()).isInstanceOf(Second.class));
    assertThat(operations.find("test.third")).isEmpty();
  }

  @Test
  void namesBothProvidersOfOneKey() {
    assertFails(() -> register(First.class, FirstAgain.class), ErrorCode.DUPLICATE_PLUGIN)
        .hasMessageContainingAll("test.first", First.class.getName(), FirstAgain.class.getName());
  }

  @Test
  void suggestsTheKeyThatWasMeant() throws IOException {
    Operations operations = register(First.class);

    assertFails(() -> operations.byKey("test.frist"), ErrorCode.UNKNOWN_OPERATION)
        .hasMessageContaining("Did you mean 'test.first'?");
  }

  @Test
  void reportsAProviderThatCannotBeLoadedOnce() {
    assertFails(() -> register("no.such.Provider"), ErrorCode.UNKNOWN_PLUGIN)
        .hasMessageContaining("no.such.Provider");
    assertFails(() -> register(Throwing.class), ErrorCode.UNKNOWN_PLUGIN)
        .hasMessageContainingAll(Throwing.class.getName(), "no licence");
  }

  @Test
  void namesTheProviderThatCannotTellItsKey() {
    assertFails(() -> register(Nameless.class), ErrorCode.UNKNOWN_PLUGIN)
        .hasMessageContainingAll(Nameless.class.getName(), "not today");
  }

  @Nested
  class ByClassName {
    private final Operations operations = new Operations(OperationsTest.class.getClassLoader());

    @Test
    void createsADescribedOperation() {
      BoundOperation bound = operations.byClassName(First.class.getName());

      assertThat(bound.spec().key()).isEqualTo("test.first");
      assertThat(bound.isLoadableByName()).isFalse();
    }

    @Test
    void letsAnOperationWithoutDescriptionTakeEverything() {
      BoundOperation bound = operations.byClassName(Plain.class.getName());

      assertThat(bound.spec().open()).isTrue();
      assertThat(bound.spec().key()).isEqualTo("io.metalab.core.registry.OperationsTest.Plain");
    }

    @Test
    void saysThatTheClassIsMissing() {
      assertFails(() -> operations.byClassName("com.acme.Train"), ErrorCode.UNKNOWN_OPERATION)
          .hasMessageContainingAll("com.acme.Train", "--classpath");
    }

    @Test
    void saysWhatTheClassIsInstead() {
      assertFails(() -> operations.byClassName("java.lang.String"), ErrorCode.NOT_AN_OPERATION)
          .hasMessageContaining("it is a class that does not implement io.metalab.api.Operation");
      assertFails(() -> operations.byClassName("java.util.List"), ErrorCode.NOT_AN_OPERATION)
          .hasMessageContaining("it is an interface");
    }

    @Test
    void refusesAClassWithoutSuitableConstructor() {
      assertFails(
              () -> operations.byClassName(NeedsArgument.class.getName()),
              ErrorCode.NOT_AN_OPERATION)
          .hasMessageContaining("without a public constructor that takes no parameters");
    }

    @Test
    void keepsWhatTheConstructorThrew() {
      assertFails(
              () -> operations.byClassName(Throwing.class.getName()), ErrorCode.NOT_AN_OPERATION)
          .hasMessageContaining("no licence")
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void knowsThatALambdaCannotBeLoadedElsewhere() {
    Operation lambda = (context, params, seeds, runtime, capture) -> RunRecord.success();

    assertThat(new BoundOperation(OperationSpec.open("x"), lambda).isLoadableByName()).isFalse();
    assertThat(BoundOperation.of(new PublicOperation()).isLoadableByName()).isTrue();
  }

  private Operations register(Class<?>... providers) throws IOException {
    return register(Arrays.stream(providers).map(Class::getName).toArray(String[]::new));
  }

  private Operations register(String... providers) throws IOException {
    return new Operations(ServiceFiles.register(directory, DescribedOperation.class, providers));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(MetalabException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** An operation that does nothing. */
  public static class Plain implements Operation {
    /** Creates it. */
    public Plain() {}

    @Override
    public @Nullable RunRecord run(
        FrozenContext context,
        Params params,
        SeedBundle seeds,
        RunRuntime runtime,
        Capture capture) {
      return RunRecord.success();
    }
  }

  /** Registered as {@code test.first}. */
  public static class First extends Plain implements DescribedOperation {
    /** Creates it. */
    public First() {}

    @Override
    public OperationSpec spec() {
      return OperationSpec.open("test.first");
    }
  }

  /** Registered as {@code test.first}, too. */
  public static class FirstAgain extends First {
    /** Creates it. */
    public FirstAgain() {}
  }

  /** Registered as {@code test.second}. */
  public static class Second extends First {
    /** Creates it. */
    public Second() {}

    @Override
    public OperationSpec spec() {
      return OperationSpec.open("test.second");
    }
  }

  /** Has no description. */
  public static class Nameless extends First {
    /** Creates it. */
    public Nameless() {}

    @Override
    public OperationSpec spec() {
      throw new IllegalStateException("not today");
    }
  }

  /** Cannot be created. */
  public static class Throwing extends First {
    /** Throws. */
    public Throwing() {
      throw new IllegalStateException("no licence");
    }
  }

  /** Cannot be created without an argument. */
  public static class NeedsArgument extends Plain {
    /** Creates it. */
    public NeedsArgument(String argument) {
      super();
      assertThat(argument).isNotNull();
    }
  }
}

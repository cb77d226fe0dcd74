package io.metalab.core.search.algorithm;

import io.metalab.api.search.Dimension;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.testkit.SearchAlgorithmContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

class SearchAlgorithmContractTest {
  @Nested
  class Random extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new RandomSearch();
    }
  }

  @Nested
  class Simplexes extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new NelderMead();
    }
  }

  @Nested
  class Pattern extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new PatternSearch();
    }
  }

  @Nested
  class Covariance extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new CmaEs();
    }
  }

  @Nested
  class Parzens extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new Tpe();
    }

    @Override
    protected List<Dimension> dimensions() {
      return List.of(
          new Dimension("optimizer", Dimension.Kind.CATEGORY, 2, -1, 0),
          new Dimension("momentum", Dimension.Kind.ORDERED, 0, 0, 1),
          new Dimension("layers", Dimension.Kind.ORDERED, 8, -1, 0));
    }
  }

  @Nested
  class Genes extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new Nsga2();
    }
  }

  @Nested
  class Halves extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new Asha();
    }

    @Override
    protected List<Dimension> dimensions() {
      return HalvingTest.DIMENSIONS;
    }
  }

  @Nested
  class Barriers extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new SuccessiveHalving();
    }

    @Override
    protected List<Dimension> dimensions() {
      return HalvingTest.DIMENSIONS;
    }
  }

  @Nested
  class Brackets extends SearchAlgorithmContract {
    @Override
    protected SearchAlgorithm algorithm() {
      return new Hyperband();
    }

    @Override
    protected List<Dimension> dimensions() {
      return HalvingTest.DIMENSIONS;
    }
  }
}

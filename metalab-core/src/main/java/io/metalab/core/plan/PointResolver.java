package io.metalab.core.plan;

import io.metalab.api.ContextSpec;
import io.metalab.api.Experiment;
import io.metalab.api.FileRef;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamResolver;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.identity.FileRefs;
import io.metalab.core.params.ParamCoercion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes the point that is hashed and run from the point that is swept: derived by the
 * experiment's resolver, coerced to the operation's parameters, files replaced by their digests.
 */
final class PointResolver {
  private final ParamSource source;
  private final ParamResolver resolver;
  private final ContextSpec context;
  private final ParamCoercion coercion;
  private final FileDigests digests;

  /** What a file of the sweep contained at its first use, so that it is looked at once. */
  private final Map<FileRef, FileRef> resolvedFiles = new ConcurrentHashMap<>();

  PointResolver(Experiment experiment, ContextSpec context, FileDigests digests) {
    this.source = experiment.params();
    this.resolver = experiment.resolver();
    this.context = context;
    this.coercion = new ParamCoercion(experiment.operationSpec());
    this.digests = digests;
  }

  ParamCase pointAt(long index) {
    ParamCase swept = source.caseAt(index);
    try {
      ParamCase derived = resolver.resolve(swept, context);
      Params coerced = coercion.coerce(derived.params());
      return new ParamCase(
          FileRefs.replace(coerced, "params", this::resolved), derived.caseId(), derived.tags());
    } catch (MetalabException e) {
      throw new MetalabException(
          e.code(), "Point %d (%s): %s".formatted(index, swept.caseId(), e.getMessage()), e);
    }
  }

  /** Returns the params that enter the identity. */
  Map<String, @Nullable Object> hashed(ParamCase point) {
    return coercion.hashed(point.params());
  }

  private FileRef resolved(FileRef reference, String field) {
    FileRef known = resolvedFiles.get(reference);
    if (known == null) {
      known = digests.resolve(reference, field);
      resolvedFiles.put(reference, known);
    }
    return known;
  }
}

package io.metalab.capture;

/** Captures into a store in memory. */
abstract class RunCaptureFixture {
  final CaptureHarness harness = new CaptureHarness();
  final RunCapture capture = harness.capture;
}

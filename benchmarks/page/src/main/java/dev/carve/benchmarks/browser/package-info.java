/// The page in a real Chromium, driven by Playwright on real processes.
///
/// {@link dev.carve.benchmarks.browser.ChromiumBenchmark} is what `carve bench page` and `carve
/// bench soak` run. What is watched inside the page lies beside these classes as scripts; they rely
/// on nothing but the attributes that its tests know it by.
@NullMarked
package dev.carve.benchmarks.browser;

import org.jspecify.annotations.NullMarked;

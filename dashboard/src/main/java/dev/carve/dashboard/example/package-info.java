/// Examples as people and programs write them: JSON or CSV, read whole and checked against the
/// model that is to learn from them.
///
/// {@link dev.carve.dashboard.example.JsonExamples} and {@link
/// dev.carve.dashboard.example.CsvExamples} take the bytes of a request and give examples that fit
/// an {@link dev.carve.dashboard.example.ExampleShape}, or say which line does not. The web calls
/// them, the live side sends what comes out.
@NullMarked
package dev.carve.dashboard.example;

import org.jspecify.annotations.NullMarked;

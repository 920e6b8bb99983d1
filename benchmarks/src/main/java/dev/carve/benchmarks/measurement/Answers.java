package dev.carve.benchmarks.measurement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/// The other side of a {@link ChildJvm}: questions come on standard input, answers go to standard
/// output, one line each, until the input ends.
public final class Answers {
  static final String ANSWER = "answer: ";
  static final String FAILURE = "failure: ";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Answers one question.
  @FunctionalInterface
  public interface Answer {
    /// Does what is asked for.
    ///
    /// @param words the question
    /// @return the answer, a record or a simple value
    /// @throws Exception if it fails; the asking side is told
    Object to(String... words) throws Exception;
  }

  private Answers() {}

  /// Answers until there are no more questions.
  ///
  /// @param answer what does it
  /// @throws IOException if standard input cannot be read
  public static void serve(Answer answer) throws IOException {
    // Whatever a library prints must not come between the answers.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.setOut(System.err);
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      out.println(answered(answer, line));
    }
  }

  private static String answered(Answer answer, String question) {
    try {
      return ANSWER + MAPPER.writeValueAsString(answer.to(question.split(" ", -1)));
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      return FAILURE + e.toString().replaceAll("\\R", " ");
    }
  }
}

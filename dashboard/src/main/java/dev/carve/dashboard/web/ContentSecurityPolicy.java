package dev.carve.dashboard.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The content security policy of the page: nothing but what this server sends, and no inline code.
///
/// The one inline element that browsers demand, the import map, is allowed by the hash of its text
/// (CSP level 3, section 8.3), so that nothing else can be put in its place.
final class ContentSecurityPolicy {
  private static final String FRAMED_NOWHERE = "frame-ancestors 'none'";
  private static final String FRAMED_HERE =
      "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script\\s+type=\"importmap\"\\s*>(.*?)</script>", Pattern.DOTALL);

  private ContentSecurityPolicy() {}

  /// The policy for a page.
  ///
  /// @param page the text of index.html
  static String of(String page) {
    String hash = importMapOf(page).map(text -> " 'sha256-%s'".formatted(sha256(text))).orElse("");
    return String.join(
        "; ",
        "default-src 'self'",
        "script-src 'self'" + hash,
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        FRAMED_NOWHERE);
  }

  /// The text of the page's import map, if it has one.
  ///
  /// @param page the text of index.html
  static Optional<String> importMapOf(String page) {
    Matcher importMap = IMPORT_MAP.matcher(page);
    return importMap.find() ? Optional.of(importMap.group(1)) : Optional.empty();
  }

  /// The same policy for a page that others on this machine may show in a frame, such as a
  /// notebook. Such a page must not act, so that nobody can be led to press what he does not see.
  ///
  /// @param policy from [#of]
  static String embeddable(String policy) {
    return policy.replace(FRAMED_NOWHERE, FRAMED_HERE);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

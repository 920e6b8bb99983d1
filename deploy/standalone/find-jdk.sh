# Sourced by ./carve and ./check. find_jdk VERSION sets JAVA_HOME to a JDK of at least that version.

# The feature version of the JDK in a directory, or nothing when there is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local wanted=$1 home version on_path
  on_path=$(command -v javac || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" "${JAVA_HOME_25_X64:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jenv/versions/*; do
    [ -n "$home" ] || continue
    version=$(jdk_version "$home")
    if [ -n "$version" ] && [ "$version" -ge "$wanted" ]; then
      export JAVA_HOME=$home
      return
    fi
  done
  printf 'carve: no JDK %s or later was found in JAVA_HOME, on PATH or in the usual places: install one and set JAVA_HOME to it\n' "$wanted" >&2
  exit 1
}

package dev.carve.sampler.http;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A viewer who keeps what he sees, and who can look away.
final class FrameListener implements WebSocket.Listener {
  private final List<byte[]> frames = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> closeStatus = new CompletableFuture<>();
  private final CompletableFuture<byte[]> firstFrame = new CompletableFuture<>();
  private volatile boolean held;

  void hold() {
    held = true;
  }

  void release(WebSocket socket) {
    held = false;
    socket.request(1);
  }

  List<byte[]> frames() {
    return frames;
  }

  /// Waits for the next message in words.
  String nextText() throws InterruptedException {
    return texts.take();
  }

  CompletableFuture<Integer> closeStatus() {
    return closeStatus;
  }

  CompletableFuture<byte[]> firstFrame() {
    return firstFrame;
  }

  @Override
  public void onOpen(WebSocket socket) {
    if (!held) {
      socket.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    texts.add(data.toString());
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    partial.writeBytes(bytes);
    if (last) {
      byte[] frame = partial.toByteArray();
      frames.add(frame);
      firstFrame.complete(frame);
      partial.reset();
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    closeStatus.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closeStatus.completeExceptionally(error);
  }
}

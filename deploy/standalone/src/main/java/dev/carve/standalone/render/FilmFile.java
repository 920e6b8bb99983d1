package dev.carve.standalone.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.encode.RateControl;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoEncoder.EncodedFrame;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Packet.FrameType;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.muxer.MP4Muxer;
import org.jspecify.annotations.Nullable;

/// A film: H.264 in an MP4 file, colours as BT.709 has them.
final class FilmFile implements PictureFile {
  private static final int BT_709 = 1;
  private static final int UNSPECIFIED_FORMAT = 5;
  private static final int MOTION_PIXELS = 4;
  private static final double SECONDS_PER_KEY = 2;

  private final SeekableByteChannel channel;
  private final MP4Muxer muxer;
  private final H264Encoder encoder = new StatedColours();
  private final int fps;
  private @Nullable MuxerTrack track;
  private @Nullable ByteBuffer room;
  private long added;

  /// Coarseness that stays the same; the pictures that others build on are finer.
  private static final class ConstantQuality implements RateControl {
    private static final int KEY = 14;
    private static final int INTER = 18;

    @Override
    public int startPicture(Size size, int bytes, SliceType type) {
      return type == SliceType.I ? KEY : INTER;
    }

    @Override
    public int initialQpDelta() {
      return 0;
    }

    @Override
    public int accept(int bits) {
      return 0;
    }
  }

  /// An encoder that says in the stream how colours were made into samples.
  private static final class StatedColours extends H264Encoder {
    StatedColours() {
      super(new ConstantQuality());
    }

    @Override
    public SeqParameterSet initSPS(Size size) {
      SeqParameterSet parameters = super.initSPS(size);
      VUIParameters stated = new VUIParameters();
      stated.videoSignalTypePresentFlag = true;
      stated.videoFormat = UNSPECIFIED_FORMAT;
      stated.colourDescriptionPresentFlag = true;
      stated.colourPrimaries = BT_709;
      stated.transferCharacteristics = BT_709;
      stated.matrixCoefficients = BT_709;
      parameters.vuiParams = stated;
      return parameters;
    }
  }

  /// Begins a file.
  ///
  /// @param fps pictures a second
  FilmFile(Path file, int fps) throws IOException {
    Files.deleteIfExists(file);
    this.channel = NIOUtils.writableChannel(file.toFile());
    this.muxer = MP4Muxer.createMP4MuxerToChannel(channel);
    this.fps = fps;
    encoder.setMotionSearchRange(MOTION_PIXELS);
    encoder.setKeyInterval((int) (SECONDS_PER_KEY * fps));
  }

  @Override
  public void add(BufferedImage picture) throws IOException {
    Picture samples = FilmSamples.of(picture);
    ByteBuffer into = room;
    if (into == null) {
      into = ByteBuffer.allocate(encoder.estimateBufferSize(samples));
      room = into;
    }
    into.clear();
    EncodedFrame frame = encoder.encodeFrame(samples, into);
    MuxerTrack film = track;
    if (film == null) {
      Size size = new Size(picture.getWidth(), picture.getHeight());
      film =
          muxer.addVideoTrack(
              Codec.H264, VideoCodecMeta.createSimpleVideoCodecMeta(size, ColorSpace.YUV420J));
      track = film;
    }
    film.addFrame(
        Packet.createPacket(
            NIOUtils.clone(frame.getData()),
            added,
            fps,
            1,
            added,
            frame.isKeyFrame() ? FrameType.KEY : FrameType.INTER,
            null));
    added++;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (added > 0) {
        muxer.finish();
      }
    }
  }
}

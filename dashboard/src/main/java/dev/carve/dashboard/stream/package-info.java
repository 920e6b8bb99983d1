/// The streams that a demo feeds to models, as viewers see and steer them.
///
/// The dashboard knows no source of examples: whoever starts it beside one hands it {@link
/// dev.carve.dashboard.stream.DemoStreams}, and the web passes on what viewers ask for.
@NullMarked
package dev.carve.dashboard.stream;

import org.jspecify.annotations.NullMarked;

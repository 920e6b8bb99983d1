/// Pictures of past steps, drawn without a browser: the wall of landscapes as the page shows it.
///
/// {@link dev.carve.standalone.render.RunRendering} takes frames from a replay, {@link
/// dev.carve.standalone.render.FramePicture} draws each of them, and a {@link
/// dev.carve.standalone.render.PictureFile} takes the pictures: an animation, a film or a sheet.
/// `carve replay --render` calls it.
@NullMarked
package dev.carve.standalone.render;

import org.jspecify.annotations.NullMarked;

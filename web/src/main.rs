//! The portal's program: everything is in the library.

fn main() {
    reinstall_portal::start();
}

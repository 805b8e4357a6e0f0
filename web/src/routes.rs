//! Every URL of the portal.

use yew_router::Routable;

/// One page.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// The way in.
    #[at("/")]
    Home,
    /// Credentials.
    #[at("/connect")]
    Connect,
    /// The servers.
    #[at("/instances")]
    Instances,
    /// The form for one server.
    #[at("/reinstall/:instance_id")]
    Reinstall {
        /// The server.
        instance_id: String,
    },
    /// What will be lost, and the confirmation.
    #[at("/reinstall/:instance_id/review")]
    Review {
        /// The server.
        instance_id: String,
    },
    /// Every job that this browser knows.
    #[at("/jobs")]
    Jobs,
    /// One job.
    #[at("/jobs/:id")]
    Job {
        /// The job's id.
        id: String,
    },
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path() {
        let id = || "1".to_owned();
        let table = [
            (Route::Home, "/"),
            (Route::Connect, "/connect"),
            (Route::Instances, "/instances"),
            (Route::Reinstall { instance_id: id() }, "/reinstall/1"),
            (Route::Review { instance_id: id() }, "/reinstall/1/review"),
            (Route::Jobs, "/jobs"),
            (Route::Job { id: id() }, "/jobs/1"),
        ];
        for (route, path) in table {
            assert_eq!(route.to_path(), path);
            assert_eq!(Route::recognize(path), Some(route));
        }
        assert_eq!(Route::recognize("/nothing/here"), Some(Route::NotFound));
    }
}

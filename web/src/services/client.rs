//! The API as the portal calls it: sign, send, read the answer.

use super::clock::now;
use super::keystore::{BrowserKey, KeyError};
use super::transport::{self, Cancel, Received};
use crate::locales::Words;
use reinstall_core::Secret;
use reinstall_core::api::query::{DescribeInstances, INSTANCE_IDS_MAX, Query};
use reinstall_core::api::{Answer, Call, CallError, Coverage, ServerCode, SignedRequest, read_answer};
use reinstall_core::machine::Instance;
use reinstall_core::prepared::Prepared;
use reinstall_core::time::UnixSeconds;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// Who calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Credentials {
    /// An access key; its secret is in the browser's keeping.
    Key(BrowserKey),
    /// An API token, in memory only.
    Token(Secret),
}

/// Everything that a call needs besides what it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The proxy's origin; empty: this page's own.
    pub endpoint: String,
    /// The host that requests are signed for.
    pub upstream_host: String,
    /// Who calls.
    pub credentials: Credentials,
    /// Which headers the signature covers.
    pub coverage: Coverage,
}

impl Client {
    /// A call that reads.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn read<Q: Query>(&self, query: &Q) -> Result<Answer<Q::Response>, CallError> {
        let call = Call::read(query).map_err(|_| unsent("the query cannot be written as JSON"))?;
        self.call(&call).await
    }

    /// The instance of this id as it is now; `None` where the account has none.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn instance(&self, id: &str) -> Result<Option<Instance>, CallError> {
        Ok(self.instances_by_id(&[id.to_owned()]).await?.into_iter().find(|instance| instance.instance_id == id))
    }

    /// The instances of these ids, in batches as large as the API takes.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn instances_by_id(&self, ids: &[String]) -> Result<Vec<Instance>, CallError> {
        let mut found = Vec::new();
        for batch in ids.chunks(INSTANCE_IDS_MAX) {
            let query = DescribeInstances {
                instance_ids: batch.to_vec(),
                page_size: i64::try_from(batch.len()).ok(),
                ..DescribeInstances::default()
            };
            found.extend(self.read(&query).await?.response.data_set);
        }
        Ok(found)
    }

    /// Sends the reinstall, once. Only the job's state machine decides whether to call this.
    ///
    /// # Errors
    /// See [`CallError`]; few of them prove that nothing happened.
    pub async fn reinstall(&self, prepared: &Prepared) -> Result<Answer<Value>, CallError> {
        self.call(&prepared.call()).await
    }

    async fn call<T: DeserializeOwned>(&self, call: &Call) -> Result<Answer<T>, CallError> {
        let received = self.send(call, None).await?;
        read_answer(&received.raw()).map_err(|error| with_skew(error, received.ahead))
    }

    async fn send(&self, call: &Call, cancel: Option<&Cancel>) -> Result<Received, CallError> {
        let request = self.authorise(call).await.map_err(|error| unsent(&error.sentence(&Words::ENGLISH)))?;
        transport::post(&self.endpoint, &request, cancel).await
    }

    async fn authorise(&self, call: &Call) -> Result<SignedRequest, KeyError> {
        match &self.credentials {
            Credentials::Token(token) => Ok(call.with_token(token)),
            Credentials::Key(key) => call.sign(key, &self.upstream_host, now(), self.coverage).await,
        }
    }
}

/// Nothing left this page.
fn unsent(why: &str) -> CallError {
    CallError::Proxy(reinstall_core::api::ProxyError {
        code: "NOT_SENT".into(),
        message: why.to_owned(),
        sent: reinstall_core::api::Sent::No,
        what_to_do: String::new(),
    })
}

/// Says by how much this machine's clock is off, where that is why the server refused.
fn with_skew(error: CallError, ahead: Option<i64>) -> CallError {
    let CallError::Api(mut api) = error else { return error };
    if api.known() == Some(ServerCode::AuthfailureSignatureExpired)
        && let Some(ahead) = ahead
    {
        api.message = format!("{} {}", api.message, skew_words(ahead));
    }
    CallError::Api(api)
}

fn skew_words(seconds: i64) -> String {
    let size = seconds.unsigned_abs();
    let amount = if size >= 120 { format!("{} minutes", size / 60) } else { format!("{size} seconds") };
    let direction = if seconds >= 0 { "ahead of" } else { "behind" };
    format!("This machine's clock is {amount} {direction} the server's.")
}

/// A credential that was tried.
#[derive(Debug)]
pub struct Tried {
    /// Who may call now, or why nobody may.
    pub outcome: Result<Client, CallError>,
    /// By how many seconds this machine's clock is ahead of the API's, where the answer had a date.
    pub ahead: Option<i64>,
}

/// Tries a credential: a first page of one instance.
///
/// Signing more than the vendor's SDKs do is allowed by the vendor's page and proven by nobody, so
/// where that signature is refused the SDKs' own form is tried once.
pub async fn connect(endpoint: &str, upstream_host: &str, credentials: Credentials, cancel: &Cancel) -> Tried {
    let client = |coverage| Client {
        endpoint: endpoint.to_owned(),
        upstream_host: upstream_host.to_owned(),
        credentials: credentials.clone(),
        coverage,
    };
    let tried = probe(client(Coverage::WithAction), cancel).await;
    match &tried.outcome {
        Err(CallError::Api(error))
            if error.known() == Some(ServerCode::AuthfailureSignatureFailure)
                && matches!(credentials, Credentials::Key(_)) =>
        {
            probe(client(Coverage::ContentTypeAndHost), cancel).await
        }
        _ => tried,
    }
}

async fn probe(client: Client, cancel: &Cancel) -> Tried {
    let query = DescribeInstances { page_size: Some(1), ..DescribeInstances::default() };
    let failed = |error| Tried { outcome: Err(error), ahead: None };
    let Ok(call) = Call::read(&query) else { return failed(unsent("the query cannot be written as JSON")) };
    match client.send(&call, Some(cancel)).await {
        Err(error) => failed(error),
        Ok(received) => {
            // Only whether it is answered counts.
            let read: Result<Answer<IgnoredAny>, _> = read_answer(&received.raw());
            Tried { outcome: read.map(|_| client), ahead: received.ahead }
        }
    }
}

/// How old an observation is, for people.
pub fn seconds_since(time: UnixSeconds) -> i64 {
    now().since(time).max(0)
}

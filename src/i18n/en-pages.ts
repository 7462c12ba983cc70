import type { Words } from './fi.ts';

/** The pages that anybody may read without logging in. */
export const enPages: Words['pages'] = {
  navigation: 'Pages',
  languages: 'Language',
  contact: { controller: 'Data controller', address: 'Contact', officer: 'Data protection officer' },
  home: {
    title: 'Neuvo',
    lead: 'Consultations in the expert networks of the centres of expertise and support, in Microsoft Teams.',
    sections: [
      {
        heading: 'What is Neuvo?',
        text: [
          'When the situation of a child, a young person or a family is demanding, you can ask the experts of your area’s centre of expertise and support (OT centre) for advice.',
          'You write your request on a single form, without identifying data. Neuvo routes it to the right expert network, tells you who has it and by when an answer is due, and brings the answer to you.',
        ],
      },
      {
        heading: 'Who is Neuvo for?',
        text: [
          [
            'Professionals in social work, health care and education who need support in a client’s situation.',
            'Experts in the networks of the OT centres, who answer requests together.',
            'OT coordinators, who see to it that every request gets an answer.',
          ],
          'Neuvo is not a service for clients. If you need help yourself, contact the services of your wellbeing services county.',
        ],
      },
      {
        heading: 'How do I get Neuvo?',
        text: [
          'Neuvo works in your organisation’s Teams. Ask whoever administers Teams in your organisation, or your OT centre, whether it is in use already.',
          'When Neuvo is among your apps in Teams, open a chat with it and write “help”.',
        ],
      },
    ],
    contact: 'Who is responsible for the service?',
  },
  privacy: {
    title: 'Privacy',
    lead: 'What data Neuvo processes, what it is used for, who sees it and how long it is kept.',
    contact: 'Who is responsible for the data?',
    what: [
      {
        heading: 'What is the data used for?',
        text: [
          'Neuvo takes a professional’s consultation request to an expert network of the OT centre, keeps track of deadlines, and brings the answer to the asker. Figures that describe the work are counted from the data, too.',
          'The data controller decides on which legal basis the data is processed, and tells you about it at the contact above.',
          'A request is routed to a network by rules that were set beforehand, and a coordinator can direct it elsewhere. Neuvo uses no artificial intelligence and sends no texts to outside AI services.',
        ],
      },
      {
        heading: 'What data is stored?',
        text: [
          [
            'Of a consultation: the texts of the request, the messages and the answers, including texts that the asker has replaced since; the wellbeing services county, sector, field of expertise, urgency and the other choices on the form; the names of the asker and the experts, and their identifiers in Teams and Entra ID; who did what and when; the feedback.',
            'Of a user: name, identifiers in Teams and Entra ID, the organisation’s identifier, the address of the Teams chat, language, the wellbeing services county and sector that were chosen last, whether the user is a guest and takes messages, and when a coordinator wishes to have the weekly digest.',
            'Of a network: the names and identifiers of the channel and its team, fields of expertise, languages, breaks, the number of members, the names and identifiers of those on the duty roster, and the identifier of whoever registered it.',
            'Of an OT centre: the names and identifiers of its coordinators, and for each training the day, topic, number of participants and the identifier of whoever entered it.',
            'In weekly digests: figures, references of consultations, identifiers of askers, and the names of experts with how many consultations each of them has.',
            'Of texts that were stopped: how many there were in an area in a week, and because of which kind of identifying data. The text itself is not stored.',
          ],
          'In Teams, Neuvo reads the messages that are written to it, the messages in channels in which it is mentioned, the message from which the form is opened, and details of channels and their members. The full list of a channel’s members is not stored.',
          'The technical log tells of events and errors. It contains neither texts that people have written nor names, but it may contain identifiers.',
        ],
      },
      {
        heading: 'Data that identifies a client has no place in Neuvo',
        text: [
          'Requests and answers are written so that the client cannot be recognised. Before a text is stored, Neuvo looks in it for personal identity codes, telephone numbers, e-mail addresses and the like. Clearly identifying data stops the text, which is then neither stored nor sent. Where data may be identifying, such as a name, Neuvo asks the writer to check the text before it is sent.',
          'The check does not find everything. Writers are responsible for what they write. A message written in Teams stays in Teams even if Neuvo has stopped it: delete it yourself.',
          'If you notice anything in Neuvo by which a client can be recognised, tell the data controller at once.',
        ],
      },
      {
        heading: 'Who sees what?',
        text: [
          [
            'Askers see their own consultations and the answers to them.',
            'Everybody who has access to a network’s channel in Teams sees there the requests that the network has received, the asker’s name and the discussion.',
            'OT coordinators see the consultations and figures of their own area, national coordinators those of the whole country.',
            'Those who run Neuvo and its database have technical access to everything that is stored. Those who administer Teams have access to messages in Teams according to the rules of their organisation.',
          ],
        ],
      },
    ],
    where: 'Where is the data?',
    stores: {
      sqlite: 'Neuvo stores the data in an SQLite database on the server on which the data controller runs it.',
      cosmos: 'Neuvo stores the data in the data controller’s Azure Cosmos DB database in Microsoft’s cloud.',
    },
    places: [
      'The data controller tells you in which country the server is and who processes data on its behalf.',
      'Messages and cards travel through Microsoft Teams and stay in Teams as well. How long they are kept there is decided by the organisation in whose Teams they are.',
      'A coordinator can save the year’s statistics to their own OneDrive. The statistics contain neither written texts nor names.',
    ],
    after: [
      {
        heading: 'How long is the data kept?',
        text: [
          'At present Neuvo erases nothing automatically. What is stored is kept until the data controller erases it. There may be copies in backups as well.',
          'Neuvo has no function by which you could download or erase all your data yourself. Ask the data controller to do it.',
        ],
      },
      {
        heading: 'Your rights',
        text: [
          'You can ask the data controller for access to your own data, and to have it rectified or erased or its processing restricted, and you can object to the processing. Which rights you have depends on the legal basis of the processing. Contact the data controller or the data protection officer.',
          'If you consider that your data is processed unlawfully, you can lodge a complaint with the Data Protection Ombudsman.',
        ],
      },
    ],
    authority: { name: 'Office of the Data Protection Ombudsman', address: 'https://tietosuoja.fi/en/home' },
  },
  terms: {
    title: 'Terms of use',
    lead: 'Neuvo is a consultation service for professionals. Besides these terms, follow the instructions of your own organisation.',
    sections: [
      {
        heading: 'Not for urgent situations',
        text: [
          'Neuvo is not an emergency service, and requests are dealt with during working hours. In an emergency call 112. If a child or a family needs help urgently, contact the social emergency service of the wellbeing services county.',
        ],
      },
      {
        heading: 'The duty to notify',
        text: [
          'Asking does not replace the duty to notify. Under section 25 of the Child Welfare Act (417/2007), the professionals named there must, notwithstanding secrecy provisions, notify the wellbeing services county without delay if in their work they have learnt of a child whose need for child welfare may have to be investigated.',
          'Do not wait for an answer from Neuvo before you notify. Your other duties under the law, such as notifying the police, also remain as they are.',
        ],
      },
      {
        heading: 'Who is responsible for what?',
        text: [
          'An expert’s answer is advice. The professional whose task it is remains responsible for the client’s matter and decides in it.',
          'Neuvo is neither a client nor a patient information system. If an answer affects a client’s matter, record what is needed in your own organisation’s system.',
        ],
      },
      {
        heading: 'No data that identifies a client',
        text: [
          'Do not write names, personal identity codes, contact details or anything else by which a client or somebody close to them can be recognised. Check your text before you send it: Neuvo’s own check does not find everything.',
          'Keep what you read in a network confidential, and do not try to find out whom a request concerns.',
        ],
      },
      {
        heading: 'Who may use Neuvo?',
        text: [
          'Neuvo is for people whose organisation has taken it into use and who are users of its Teams in their own right. Guest users can neither ask nor claim requests.',
        ],
      },
      {
        heading: 'Availability',
        text: [
          'Neuvo may be unavailable because of maintenance or a fault. It tells by when an answer is promised and reminds the experts, but an answer may still be late.',
          'If Neuvo does not answer, or the matter cannot wait, contact your OT centre in another way.',
        ],
      },
    ],
    contact: 'Contact details',
  },
};
